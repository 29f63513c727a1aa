/** How long an agent waits for one question, in milliseconds, with all that it needs: retries, renewals, a token before it (R68). */
export const questionMs = 8_000
