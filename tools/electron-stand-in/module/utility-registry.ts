/** Service names of the utility processes that run, by pid: what `app.getAppMetrics()` lists beside the browser. */
export const utilities = new Map<number, string>();
