/** The version of this client, put in by the build. */
declare const __CLIENT_VERSION__: string;
