/** What one file may cost. */

/** One parse may take this long; the file is then said to be left out. */
export const parseMilliseconds = 5_000;
