import type { WidgetConfig } from '../src/config.ts'
import type { WidgetOrigins } from '../src/response-headers.ts'

/** The origins that a widget of these settings talks to, for its headers. */
export function widgetOriginsOf(config: WidgetConfig): WidgetOrigins {
  const ccp = new URL(config.connect.ccpUrl).origin
  if (config.mode === 'launch') {
    const epic = config.launch.issuers.map((issuer) => new URL(issuer).origin)
    return { ccp, epic: [...new Set(epic)], framedBy: config.launch.framedBy }
  }
  if (config.mode === 'direct') {
    const { fhirBaseUrl, tokenUrl } = config.direct
    return { ccp, epic: [new URL(fhirBaseUrl).origin, new URL(tokenUrl).origin] }
  }
  const broker = new URL(config.broker.url).origin
  const { issuer, otherOrigins } = config.signIn
  return { ccp, broker, identityProvider: new URL(issuer).origin, otherSignInOrigins: otherOrigins }
}
