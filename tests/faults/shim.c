/*
 * Stands between a process and its disk (LD_PRELOAD): slows syncs down, refuses the n-th write or
 * sync, and records what is written and synced, for the files below XINHANG_TEST_SHIM_DIR.
 * It is steered through a file that both sides map; see shim.ts for its fields.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MODE, SLOW_US, WRITES, SYNCS, AT, KIND, STICKY, FIRED, FIELDS };
enum { RECORD = 1, COUNT = 2 };
enum { WRITE = 'W', TRUNCATE = 'T', SYNC = 'S', SYNCED = 'E', UNLINK = 'U' };
enum { NO_SPACE = 1, IO_ERROR = 2, SHORT = 3, SYNC_FAILS = 4 };

static volatile uint32_t *control;
static int record = -1;
static const char *below;
static size_t belowLength;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t syncs;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("XINHANG_TEST_SHIM");
  below = getenv("XINHANG_TEST_SHIM_DIR");
  if (!file || !below) return;
  belowLength = strlen(below);
  int handle = open(file, O_RDWR | O_CLOEXEC);
  if (handle < 0) return;
  void *at = mmap(NULL, FIELDS * 4, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
  close(handle);
  if (at == MAP_FAILED) return;
  char name[PATH_MAX];
  snprintf(name, sizeof name, "%s.record", file);
  record = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  control = at;
}

/* The path of an open file if it is one of those watched. */
static int watched(int handle, char *path) {
  if (!control || !(control[MODE] || control[SLOW_US])) return 0;
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < (ssize_t)belowLength) return 0;
  path[length] = 0;
  return strncmp(path, below, belowLength) == 0;
}

static void put(int op, const char *path, int64_t at, const void *data, size_t length) {
  if (!(control[MODE] & RECORD)) return;
  struct { uint32_t op, path; int64_t at; uint32_t length; uint32_t zero; } head =
    { (uint32_t)op, (uint32_t)strlen(path), at, (uint32_t)(data ? length : 0), 0 };
  syscall(SYS_write, record, &head, sizeof head);
  syscall(SYS_write, record, path, head.path);
  if (data) syscall(SYS_write, record, data, length);
}

/* Which fault this call meets: 0 for none. Writes and syncs are counted apart. */
static uint32_t fault(int isSync) {
  if (!(control[MODE] & COUNT)) return 0;
  uint32_t call = ++control[isSync ? SYNCS : WRITES];
  if (!control[AT] || (control[KIND] == SYNC_FAILS) != isSync) return 0;
  if (call < control[AT] || (call > control[AT] && !control[STICKY])) return 0;
  control[FIRED]++;
  return control[KIND];
}

static ssize_t writing(int handle, const void *data, size_t length, int64_t at, int positioned) {
  char path[PATH_MAX];
  if (!watched(handle, path)) {
    return positioned ? syscall(SYS_pwrite64, handle, data, length, at)
                      : syscall(SYS_write, handle, data, length);
  }
  pthread_mutex_lock(&lock);
  uint32_t met = fault(0);
  ssize_t done = -1;
  int error = met == IO_ERROR ? EIO : ENOSPC;
  if (met == SHORT) length = length > 1 ? length / 2 : 1;
  if (!met || met == SHORT) {
    int64_t where = positioned ? at : lseek(handle, 0, SEEK_CUR);
    done = positioned ? syscall(SYS_pwrite64, handle, data, length, at)
                      : syscall(SYS_write, handle, data, length);
    error = errno;
    if (done > 0) put(WRITE, path, where, data, (size_t)done);
  }
  pthread_mutex_unlock(&lock);
  if (done < 0) errno = error;
  return done;
}

ssize_t write(int handle, const void *data, size_t length) {
  return writing(handle, data, length, 0, 0);
}
ssize_t pwrite64(int handle, const void *data, size_t length, off64_t at) {
  return writing(handle, data, length, at, 1);
}
ssize_t pwrite(int handle, const void *data, size_t length, off_t at) {
  return writing(handle, data, length, at, 1);
}

static int cutting(int handle, int64_t length) {
  char path[PATH_MAX];
  if (!watched(handle, path)) return (int)syscall(SYS_ftruncate, handle, length);
  pthread_mutex_lock(&lock);
  uint32_t met = fault(0);
  int done = met ? -1 : (int)syscall(SYS_ftruncate, handle, length);
  if (done == 0) put(TRUNCATE, path, length, NULL, 0);
  pthread_mutex_unlock(&lock);
  if (met) errno = met == NO_SPACE ? ENOSPC : EIO;
  return done;
}
int ftruncate(int handle, off_t length) { return cutting(handle, length); }
int ftruncate64(int handle, off64_t length) { return cutting(handle, length); }

static int syncing(int handle, long call) {
  char path[PATH_MAX];
  if (!watched(handle, path)) return (int)syscall(call, handle);
  pthread_mutex_lock(&lock);
  uint32_t met = fault(1);
  int64_t number = ++syncs;
  put(SYNC, path, number, NULL, 0);
  pthread_mutex_unlock(&lock);
  if (control[SLOW_US]) usleep(control[SLOW_US]);
  if (met) {
    errno = EIO;
    return -1;
  }
  int done = control[MODE] & RECORD ? 0 : (int)syscall(call, handle);
  pthread_mutex_lock(&lock);
  put(SYNCED, path, number, NULL, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int handle) { return syncing(handle, SYS_fsync); }
int fdatasync(int handle) { return syncing(handle, SYS_fdatasync); }

int unlink(const char *path) {
  int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (done == 0 && control && strncmp(path, below, belowLength) == 0) {
    pthread_mutex_lock(&lock);
    put(UNLINK, path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
  }
  return done;
}
