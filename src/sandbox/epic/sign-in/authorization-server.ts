import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { loadOidcProvider } from '../../idp/quiet-oidc-provider.ts'
import type { Journal } from '../../journal.ts'
import type { AccessTokens } from '../oauth/access-tokens.ts'
import { type AuthorizationFacts, authorizationSettings, issuerPath, signInPath } from './authorization-settings.ts'
import { type EpicUser, practitionerIdOf } from './epic-user.ts'
import type { LaunchContext } from './launches.ts'
import { authorizeErrorPage, logInPage, signInHeaders } from './pages.ts'

/** Epic's authorization server for its users. */
export interface AuthorizationServer {
  /** Answers one request below the issuer; `body` is what was read of it already. */
  answer(req: IncomingMessage, res: ServerResponse, body?: string): Promise<void>
}

interface ServerParts extends Omit<AuthorizationFacts, 'onLaunched'> {
  readonly issuer: string
  readonly tokens: AccessTokens
  readonly journal: Journal
}

/**
 * The part of Epic's OAuth 2.0 that is for people: authorize, the log-in page, codes and refresh tokens, by oidc-provider.
 *
 * Its access tokens are replaced by Epic's own kind, long and opaque, and Epic's extras stand beside them (facts/epic.md
 * 2.4). It starts with the first request, because few sandboxes need it.
 */
export function createAuthorizationServer(parts: ServerParts): AuthorizationServer {
  const contextOfCode = new Map<string, LaunchContext>()

  const start = async (): Promise<Provider> => {
    const oidc = await loadOidcProvider()
    const contexts = new WeakMap<object, LaunchContext>()
    const facts = { ...parts, onLaunched: (oidc: object, context: LaunchContext) => void contexts.set(oidc, context) }
    const provider = new oidc.default(parts.issuer, authorizationSettings(facts, oidc))
    provider.on('authorization.success', (ctx, out) => {
      const context = contexts.get(ctx.oidc)
      const { code } = out as { code?: string }
      if (context !== undefined && code !== undefined) contextOfCode.set(code, context)
    })
    provider.use(async (ctx, next) => {
      await next()
      // oidc-provider types this as any Koa context, though every one of them is its own.
      const own = ctx as unknown as KoaContextWithOIDC
      if (own.oidc?.route === 'token' && ctx.status === 200) ctx.body = epicAnswer(own, parts, contextOfCode)
    })
    keepJournal(provider, parts.journal)
    return provider
  }
  let starting: Promise<Provider> | null = null

  return {
    async answer(req, res, body) {
      starting ??= start()
      const provider = await starting
      const path = (req.url ?? '').slice(issuerPath.length)
      if (path.startsWith(signInPath)) return signIn(provider, parts.application.users, req, res)
      await provider.callback()(belowIssuer(req, path, body), res)
    },
  }
}

/** The request as the provider expects one: without the issuer's path, and with its body unread. */
function belowIssuer(req: IncomingMessage, path: string, body?: string): IncomingMessage {
  const { url, headers, method, socket, httpVersion } = req
  if (body === undefined) return Object.assign(req, { originalUrl: url, url: path })
  const replayed = { originalUrl: url, url: path, headers, method, socket, httpVersion }
  return Object.assign(Readable.from([Buffer.from(body)]), replayed) as unknown as IncomingMessage
}

/** Epic's answer in place of the provider's: another token, and what Epic says beside it. */
function epicAnswer(
  ctx: KoaContextWithOIDC,
  { tokens, site, application, journal }: ServerParts,
  codes: Map<string, LaunchContext>,
) {
  const { params, entities, client } = ctx.oidc
  const code = typeof params?.['code'] === 'string' ? params['code'] : ''
  const context = codes.get(code) ?? null
  codes.delete(code)
  const user = application.users.find((one) => practitionerIdOf(one) === entities.Account?.accountId)
  const given = ctx.body as Readonly<Record<string, unknown>>
  journal.write('epic', 'user-token-issued', { user: user?.username ?? 'nobody', client: String(client?.clientId) })

  return {
    ...given,
    access_token: tokens.issue({ user: user?.username ?? 'nobody', lifeS: site.userTokenLifeS }),
    token_type: 'Bearer',
    expires_in: site.userTokenLifeS,
    ...(context === null ? {} : launchExtras(context)),
  }
}

function launchExtras({ username, patientId }: LaunchContext) {
  return {
    // A string at Epic, though SMART says boolean.
    need_patient_banner: 'false',
    smart_style_url: '/interconnect/api/epic/2016/EDI/HTTP/style/100000/I0ZGRkZGRnw=.json',
    loginDepartment: '10501101',
    syslogin: username,
    ...(patientId === null ? {} : { patient: patientId, '__epic.dstu2.patient': `T${patientId.slice(1)}B` }),
  }
}

/** Shows the log-in page, or logs in the user whose button was pressed. */
async function signIn(
  provider: Provider,
  users: readonly EpicUser[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(req, res).catch(() => null)
  if (interaction === null) return void res.writeHead(400, signInHeaders).end(authorizeErrorPage('session is over'))
  if (req.method !== 'POST') return void res.writeHead(200, signInHeaders).end(logInPage(users, req.url ?? ''))

  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(Buffer.from(chunk))
  const chosen = new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('user')
  const user = users.find(({ username }) => username === chosen)
  if (user === undefined) return void res.writeHead(400, signInHeaders).end(logInPage(users, req.url ?? ''))
  await provider.interactionFinished(req, res, { login: { accountId: practitionerIdOf(user), remember: false } })
}

function keepJournal(provider: Provider, journal: Journal): void {
  const refused =
    (where: string) =>
    (_ctx: unknown, { message }: Error) =>
      journal.write('epic', where, { error: message })
  provider.on('authorization.success', () => journal.write('epic', 'user-authorized'))
  provider.on('authorization.error', refused('authorize-refused'))
  provider.on('grant.error', refused('token-refused'))
  provider.on('server_error', (_ctx, fault) => process.emitWarning(fault))
}
