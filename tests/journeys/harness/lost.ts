/** What a page says of its requests while the line is lost. */
export const lost = [/^net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET|FAILED)/];
