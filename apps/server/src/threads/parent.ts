import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

/** The other end of `converse`: what a worker hears and says, one message at a time. */
export function parent<Data, ToParent, ToWorker>() {
  const port = parentPort as MessagePort;
  const messages: ToWorker[] = [];
  let wake = () => {};
  port.on('message', (message: ToWorker) => {
    messages.push(message);
    wake();
  });
  return {
    data: workerData as Data,
    tell: (message: ToParent) => port.postMessage(message),
    heard: async (): Promise<ToWorker> => {
      if (messages.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return messages.shift()!;
    },
    close: () => port.close(),
  };
}
