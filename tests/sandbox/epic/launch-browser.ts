import { createHash, randomBytes } from 'node:crypto'

interface At {
  readonly epic: string
  readonly widget: string
}

/** What Epic answered to a code: tokens, and its own extras. */
export type LaunchAnswer = Readonly<Record<string, unknown>> & { readonly access_token: string }

const clientId = 'sandbox-agent-widget-launch'

/** As much of Hyperspace, a browser and an application as a SMART launch needs, without a line of the widget's. */
export function createLaunchBrowser({ epic, widget }: At) {
  const fhirBase = `${epic}/interconnect/api/FHIR/R4`
  const verifier = randomBytes(32).toString('base64url')
  const cookies = new Map<string, string>()

  async function go(to: string, form?: URLSearchParams): Promise<{ url: URL; response: Response | null }> {
    if (new URL(to).origin === widget) return { url: new URL(to), response: null }
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = form === undefined ? {} : { method: 'POST', body: form }
    const response = await fetch(to, { redirect: 'manual', headers: { cookie }, ...post })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    return next === null ? { url: new URL(to), response } : go(new URL(next, to).href)
  }

  const authorize = (params: Record<string, string> = {}) => {
    const asked = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: `${widget}/callback`,
      scope: 'openid profile fhirUser user/Patient.read user/Patient.search',
      state: 'the-state',
      aud: fhirBase,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...params,
    }
    return go(`${epic}/interconnect/oauth2/authorize?${new URLSearchParams(asked)}`)
  }

  const token = (form: Record<string, string>) =>
    fetch(`${epic}/interconnect/oauth2/token`, {
      method: 'POST',
      headers: { origin: widget },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: `${widget}/callback`,
        code_verifier: verifier,
        ...form,
      }),
    })

  const redeem = async (callback: URL): Promise<LaunchAnswer> => {
    const answer = await token({ code: callback.searchParams.get('code') ?? '' })
    return (await answer.json()) as LaunchAnswer
  }

  /** What Hyperspace hands to the application: `iss` and `launch`. */
  const startInHyperspace = async (user: string, more: Record<string, string> = {}) =>
    (await go(`${epic}/hyperspace/launch?${new URLSearchParams({ user, ...more })}`)).url.searchParams

  return {
    fhirBase,
    go,
    authorize,
    token,
    redeem,
    startInHyperspace,
    /** Launched by Hyperspace for this user, to the end. */
    async launch(user: string, more: Record<string, string> = {}): Promise<LaunchAnswer> {
      const launch = (await startInHyperspace(user, more)).get('launch') ?? ''
      return redeem((await authorize({ launch, scope: 'launch openid profile fhirUser user/Patient.read' })).url)
    },
  }
}
