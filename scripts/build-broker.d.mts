/** Bundles the broker's door for AWS Lambda; answers where. */
export function buildBroker(outfile?: string): Promise<string>
