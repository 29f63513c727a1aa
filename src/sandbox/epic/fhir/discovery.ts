/** Where the parts of one played Epic stand. */
export interface EpicUrls {
  readonly base: string
  readonly token: string
  readonly authorize: string
  readonly issuer: string
  readonly keys: string
}

/** `.well-known/smart-configuration`, with Epic's own keys (epic-samples/epic-r4-smart-configuration.json). */
export function smartConfiguration(urls: EpicUrls) {
  return {
    authorization_endpoint: urls.authorize,
    token_endpoint: urls.token,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    // Epic lists none of the scopes that a backend client is given: nobody may check against this.
    scopes_supported: ['epic.scanning.dmsusername', 'fhirUser', 'launch', 'openid', 'profile'],
    response_types_supported: ['code'],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-public',
      'client-confidential-asymmetric',
      'context-banner',
      'context-style',
      'context-ehr-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
      'sso-openid-connect',
    ],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    code_challenge_methods_supported: ['S256'],
    issuer: urls.issuer,
    jwks_uri: urls.keys,
  }
}
