/** A share of calls as people say it: `3.0%`, `1.25%`. */
export const percent = (share: number): string => `${(share * 100).toFixed(2).replace(/0$/, '')}%`
