/** Imported before everything else: the moment from which the extension host has waited for this extension. Milliseconds. */
export const loadingFrom = performance.now();
