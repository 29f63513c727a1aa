/** `.well-known/smart-configuration`, with Epic's own keys (epic-samples/epic-r4-smart-configuration.json). */
export function smartConfiguration(urls: { token: string; authorize: string; issuer: string }) {
  return {
    authorization_endpoint: urls.authorize,
    token_endpoint: urls.token,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    // Epic lists none of the scopes that a backend client is given: nobody may check against this.
    scopes_supported: ['epic.scanning.dmsusername', 'fhirUser', 'launch', 'openid', 'profile'],
    response_types_supported: ['code'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
    grant_types_supported: ['client_credentials'],
    code_challenge_methods_supported: ['S256'],
    issuer: urls.issuer,
  }
}
