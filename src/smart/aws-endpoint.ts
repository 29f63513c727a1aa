/**
 * The settings of an AWS client that is to ask at another address than Amazon's own; none for null.
 *
 * What stands at another address is played (the settings allow none but loopback, R4) and knows no accounts, so the
 * machine's real credentials are not shown to it. Amazon's own is asked with them.
 */
export function awsEndpoint(endpoint: string | null) {
  if (endpoint === null) return {}
  return { endpoint, credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } }
}
