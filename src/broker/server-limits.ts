/**
 * How long a request may take to arrive, for Node's HTTP server. A page of ours sends a few hundred bytes at once;
 * whoever drips is not one (R76). Node looks for such only every half a minute unless told otherwise.
 */
export const serverLimits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const
