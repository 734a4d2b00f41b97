/** The company's own money, and its rate to itself in 1/100,000,000, as columns of a row. */
export const OWN_CURRENCY = { currency: 'CNY', rate_e8: 100_000_000 } as const;
