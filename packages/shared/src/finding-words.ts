import type { FindingCode } from './doctor.ts';
import { in3, type Words } from './words.ts';

/** What may be wrong with the machine and the backups, and what to do about it. */
export const machineFindingWords = {
  'unsafe-place': [
    in3(
      '数据目录在会损坏数据库的地方（网盘同步的文件夹或网络共享）。',
      '資料目錄在會損壞資料庫的地方（雲端硬碟同步的資料夾或網路共用）。',
      'The data lie where a database gets damaged: in a synchronised folder or on a share.',
    ),
    in3(
      '停止服务器，把数据目录移到本机的硬盘上，再从那里启动。',
      '停止伺服器，把資料目錄移到本機的硬碟上，再從那裡啟動。',
      'Stop the server, move the data to a disk of this machine, and start it there.',
    ),
  ],
  'disk-low': [
    in3(
      '数据所在的磁盘只剩 {{free}}。',
      '資料所在的磁碟只剩 {{free}}。',
      'Only {{free}} are free beside the data.',
    ),
    in3(
      '在这块磁盘上腾出空间，或把不属于新航的文件移走。',
      '在這顆磁碟上騰出空間，或把不屬於新航的檔案移走。',
      'Make room on this disk, or move away what does not belong to Xinhang.',
    ),
  ],
  'disk-slow': [
    in3(
      '磁盘保存一次要 {{ms}} 毫秒，大家每次保存都要等。',
      '磁碟儲存一次要 {{ms}} 毫秒，大家每次儲存都要等。',
      'The disk takes {{ms}} ms to keep what is saved; people wait for it at every saving.',
    ),
    in3(
      '把数据放到固态硬盘上；看看有没有扫描或复制正在进行，再检查硬盘是否快坏了。',
      '把資料放到固態硬碟上；看看有沒有掃描或複製正在進行，再檢查硬碟是否快壞了。',
      'Put the data on an SSD; look for a scan or a copy that runs now, then at the health of the disk.',
    ),
  ],
  'clock-back': [
    in3(
      '电脑的时钟比已经发生的事还早。',
      '電腦的時鐘比已經發生的事還早。',
      'The clock of the machine is before what has happened already.',
    ),
    in3(
      '校准日期和时间，并让电脑自动对时。',
      '校準日期和時間，並讓電腦自動對時。',
      'Set date and time, and let the machine take them from a time server.',
    ),
  ],
  scanner: [
    in3(
      '无法知道杀毒软件是否扫描 {{directory}}；扫描会让每次保存变慢。',
      '無法知道防毒軟體是否掃描 {{directory}}；掃描會讓每次儲存變慢。',
      'Nobody can tell whether a scanner looks into {{directory}}; that makes every saving slow.',
    ),
    in3(
      '在 Windows 安全中心或杀毒软件里排除数据目录。',
      '在 Windows 安全性或防毒軟體裡排除資料目錄。',
      'Exclude the data directory from the scan.',
    ),
  ],
  'port-taken': [
    in3(
      '端口 {{port}}（{{host}}）被别的程序占用。',
      '連接埠 {{port}}（{{host}}）被別的程式占用。',
      'Another program listens at port {{port}} of {{host}}.',
    ),
    in3(
      '结束占用它的程序，或在 config.toml 里换一个端口。',
      '結束占用它的程式，或在 config.toml 裡換一個連接埠。',
      'End that program, or name another port in config.toml.',
    ),
  ],
  'address-missing': [
    in3(
      '这台机器没有地址 {{host}}：别的电脑暂时不能从那里使用新航。',
      '這台機器沒有位址 {{host}}：別的電腦暫時不能從那裡使用新航。',
      'This machine has no address {{host}}: nobody is served there for now.',
    ),
    in3(
      '网络恢复后会自动继续；地址改了的话，在“网络”里改成现在的地址，并给各台电脑新的登记串。',
      '網路恢復後會自動繼續；位址改了的話，在「網路」裡改成現在的位址，並給各台電腦新的登記串。',
      'It goes on by itself when the network is back; where the address changed, set the present one on the network page and give the other machines a new enrolment string.',
    ),
  ],
  'authority-ends': [
    in3(
      '本公司的证书机构还有 {{days}} 天到期。',
      '本公司的憑證機構還有 {{days}} 天到期。',
      'The authority of the office ends in {{days}} days.',
    ),
    in3(
      '安排更换：见手册“网络与证书”。每台设备都要重新登记。',
      '安排更換：見手冊「網路與憑證」。每台裝置都要重新登記。',
      'Plan a new one, see “Network and certificates” in the manual: every device registers anew.',
    ),
  ],
  'certificate-ended': [
    in3(
      '服务器的证书已经到期。',
      '伺服器的憑證已經到期。',
      'The certificate of the server has ended.',
    ),
    in3(
      '先看时钟对不对，再在服务器上运行 xinhang ca renew。',
      '先看時鐘對不對，再在伺服器上執行 xinhang ca renew。',
      'Look at the clock first, then run xinhang ca renew on the server.',
    ),
  ],
  'backup-failed': [
    in3('{{date}} 的备份失败。', '{{date}} 的備份失敗。', 'The backup of {{date}} failed.'),
    in3(
      '在“备份与还原”看原因，然后点“立即备份”。',
      '在「備份與還原」看原因，然後點「立即備份」。',
      'See why under Backup and restore, then back up now.',
    ),
  ],
  'backup-old': [
    in3(
      '最近一次通过验证的备份是 {{days}} 天前。',
      '最近一次通過驗證的備份是 {{days}} 天前。',
      'The last verified backup is {{days}} days old.',
    ),
    in3(
      '在“备份与还原”点“立即备份”。',
      '在「備份與還原」點「立即備份」。',
      'Back up now under Backup and restore.',
    ),
  ],
  'backup-never': [
    in3(
      '公司建立 {{days}} 天来，没有一个备份通过验证。',
      '公司建立 {{days}} 天來，沒有一個備份通過驗證。',
      'No backup was verified in the {{days}} days since the company was founded.',
    ),
    in3(
      '在“备份与还原”点“立即备份”。',
      '在「備份與還原」點「立即備份」。',
      'Back up now under Backup and restore.',
    ),
  ],
  'backup-none': [
    in3('还没有备份。', '還沒有備份。', 'There is no backup yet.'),
    in3(
      '在“备份与还原”点“立即备份”，不必等到今晚。',
      '在「備份與還原」點「立即備份」，不必等到今晚。',
      'Back up now under Backup and restore; no need to wait for tonight.',
    ),
  ],
  'backup-unproved': [
    in3('{{name}} 没有通过验证。', '{{name}} 沒有通過驗證。', '{{name}} could not be verified.'),
    in3(
      '再做一个备份，不要依靠这一个。',
      '再做一個備份，不要依靠這一個。',
      'Make another backup, and do not rely on this one.',
    ),
  ],
  'backup-foreign': [
    in3(
      '{{name}} 不是在这里做的，或后来被改动过。',
      '{{name}} 不是在這裡做的，或後來被改動過。',
      '{{name}} was not made here, or was changed since.',
    ),
    in3(
      '点开它并“验证”；如果不认识它，查一查是谁放的。',
      '點開它並「驗證」；如果不認得它，查一查是誰放的。',
      'Open it and verify it; find out who put it there if you do not know it.',
    ),
  ],
  'backups-foreign': [
    in3(
      '有 {{count}} 个备份文件不是在这里做的，或后来被改动过，最新的是 {{name}}。',
      '有 {{count}} 個備份檔案不是在這裡做的，或後來被改動過，最新的是 {{name}}。',
      '{{count}} backup files were not made here, or were changed since; the newest is {{name}}.',
    ),
    in3(
      '在“备份与还原”逐个点开并“验证”；如果不认识它们，查一查是谁放的。',
      '在「備份與還原」逐個點開並「驗證」；如果不認得它們，查一查是誰放的。',
      'Open and verify each under Backup and restore; find out who put them there if you do not know them.',
    ),
  ],
  'copy-old': [
    in3(
      '上一次复制到 U 盘是 {{days}} 天前。',
      '上一次複製到隨身碟是 {{days}} 天前。',
      'The last copy was taken away {{days}} days ago.',
    ),
    in3(
      '插上 U 盘，在“备份与还原”点“复制到 U 盘”，放到另一个地方。',
      '插上隨身碟，在「備份與還原」點「複製到隨身碟」，放到另一個地方。',
      'Plug in a USB drive, copy the newest backup to it, and keep it elsewhere.',
    ),
  ],
  'copy-never': [
    in3(
      '从来没有把备份复制到 U 盘：火灾或失窃会连备份一起带走。',
      '從來沒有把備份複製到隨身碟：火災或失竊會連備份一起帶走。',
      'No copy was ever taken away: fire or theft would take the backups along.',
    ),
    in3(
      '插上 U 盘，在“备份与还原”点“复制到 U 盘”，放到另一个地方。',
      '插上隨身碟，在「備份與還原」點「複製到隨身碟」，放到另一個地方。',
      'Plug in a USB drive, copy the newest backup to it, and keep it elsewhere.',
    ),
  ],
  'room-low': [
    in3(
      '备份目录只剩 {{free}}，应该至少有 {{wanted}}。',
      '備份目錄只剩 {{free}}，應該至少有 {{wanted}}。',
      '{{free}} are free for backups of the {{wanted}} that should be.',
    ),
    in3(
      '腾出空间，或在“备份与还原”把备份目录换到更大的磁盘。',
      '騰出空間，或在「備份與還原」把備份目錄換到更大的磁碟。',
      'Make room, or move the backups to a larger disk under Backup and restore.',
    ),
  ],
  unchecked: [
    in3(
      '有一项检查做不了：{{why}}',
      '有一項檢查做不了：{{why}}',
      'One check could not be made: {{why}}',
    ),
    in3(
      '再试一次；仍然不行，求助时附上这份结果。',
      '再試一次；仍然不行，求助時附上這份結果。',
      'Try again; if it stays so, send this result when you ask for help.',
    ),
  ],
} as const satisfies Partial<Record<FindingCode, readonly [is: Words, todo: Words]>>;
