import type { ChannelInput, ChannelOutput, EventPayload } from './contract.ts';
import type { ChannelName, EventName } from './names.ts';

type Group<K extends string> = K extends `${infer G}.${string}` ? G : never;
type MethodOf<K extends string, G extends string> = K extends `${G}.${infer M}` ? M : never;

/** A method of the bridge. A refusal rejects with a `BridgeFailure`, never with silence. */
export type BridgeMethod<K extends ChannelName> =
  ChannelInput<K> extends undefined
    ? () => Promise<ChannelOutput<K>>
    : (input: ChannelInput<K>) => Promise<ChannelOutput<K>>;

type Methods = {
  readonly [G in Group<ChannelName>]: {
    readonly [K in ChannelName as MethodOf<K, G>]: BridgeMethod<K>;
  };
};

/** `window.xinhang`: `window.xinhang.server.use({ address })`; absent in a plain browser. */
export interface XinhangBridge extends Methods {
  /** Calls `listener` for each event, and at once for one that came before; returns the undo. */
  on<K extends EventName>(event: K, listener: (payload: EventPayload<K>) => void): () => void;
}

declare global {
  interface Window {
    readonly xinhang?: XinhangBridge;
  }
}
