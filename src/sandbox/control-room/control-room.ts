import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AGENTS } from '../connect-instance/agents.ts'
import { InstanceError } from '../connect-instance/instance-error.ts'
import { FaultError } from '../faults/fault-board.ts'
import { bundlePage } from '../page-bundle.ts'
import type { ControlRoomParts } from './control-room-parts.ts'
import { controlRoomDocument } from './document.ts'
import { liveFeed } from './live-feed.ts'
import { ownOriginOnly } from './own-origin.ts'
import { readRing } from './read-ring.ts'
import { isOfCast, scenes } from './scenes.ts'
import { describeState } from './state.ts'
import { connectSwitches, epicSwitches, readTurned, siteSwitches, SwitchError } from './switches.ts'
import { contactVerb, finish } from './verbs.ts'

/**
 * The page from which a visitor plays the callers, the hospital and its misfortunes, and sees what each party did.
 *
 * `GET /api/state` · `GET /api/events` (server-sent: `state`, `journal`) · `POST /api/ring` `{scene}` or a `Ring` ·
 * `POST /api/contacts/:id/:verb` · `POST /api/clear` · `PUT /api/epic|connect|site` with some switches · `PUT /api/faults`
 * `{ on: ['epic/truncated', …] }`: exactly these go wrong from then on. JSON, from its own page only. A refusal is `{ error: <sentence> }`: 400 for bad input, 404 for an unknown contact, 409 for a verb
 * at the wrong moment.
 */
export function createControlRoom(parts: ControlRoomParts): { readonly app: Hono } {
  const { instance, epic, site, connectApi, faults } = parts
  const feed = liveFeed(parts)
  const turned = () => {
    feed.announce()
    return describeState(parts)
  }

  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
  })
  app.onError((error, c) => {
    const status = statusOf(error)
    if (status === 500) process.emitWarning(error)
    return c.json(
      { error: status === 500 ? 'The control room stumbled; the terminal says how.' : error.message },
      status,
    )
  })

  app.get('/', (c) => c.html(controlRoomDocument()))
  app.get('/control-room.js', async (c) => c.body(await pageScript(), 200, { 'Content-Type': 'text/javascript' }))
  app.get('/control-room.css', async (c) => c.body(await pageStyle(), 200, { 'Content-Type': 'text/css' }))

  app.use('/api/*', ownOriginOnly(parts.origins.controlRoom))
  app.get('/api/state', (c) => c.json(describeState(parts)))
  app.get('/api/events', (c) => feed.open(c))

  app.post('/api/ring', async (c) => {
    const asked = readRing(await jsonOf(c.req.raw))
    const scene = 'scene' in asked ? scenes.find(({ id }) => id === asked.scene) : undefined
    if ('scene' in asked && scene === undefined) throw new SwitchError('There is no such scene.')
    if (scene !== undefined && isOfCast(scene) && !parts.onHand.hasCast) throw new SwitchError(castIsMissing)
    const contactId =
      scene === undefined
        ? instance.ring('scene' in asked ? {} : asked).contactId
        : await scene.play(instance, parts.colleague)
    return c.json({ contactId }, 201)
  })
  app.post('/api/contacts/:id/:verb', (c) => {
    const verb = contactVerb(c.req.param('verb'))
    if (verb === null) throw new InstanceError('ResourceNotFoundException', 'There is no such verb')
    verb(instance, c.req.param('id'))
    return c.json(describeState(parts))
  })
  app.post('/api/clear', (c) => {
    const shown = AGENTS.flatMap(({ username }) => instance.shownTo(username))
    for (const { contactId } of shown) finish(instance, contactId)
    return c.json(turned())
  })

  app.put('/api/epic', async (c) => {
    Object.assign(epic.site, readTurned(epicSwitches, await jsonOf(c.req.raw)))
    return c.json(turned())
  })
  app.put('/api/connect', async (c) => {
    const { ccpAgent, apiDown, ...settings } = readTurned(connectSwitches, await jsonOf(c.req.raw))
    Object.assign(instance.settings, settings)
    if (apiDown !== undefined) connectApi.faults.kind = apiDown ? 'down' : 'none'
    if (ccpAgent !== undefined) instance.ccpAgent = ccpAgent
    return c.json(turned())
  })
  app.put('/api/site', async (c) => {
    await site.change({ ...site.policy(), ...readTurned(siteSwitches, await jsonOf(c.req.raw)) })
    return c.json(turned())
  })
  app.put('/api/faults', async (c) => {
    await faults.turn(readFaults(await jsonOf(c.req.raw)))
    return c.json(turned())
  })
  return { app }
}

function readFaults(json: unknown): string[] {
  const on: unknown = typeof json === 'object' && json !== null && 'on' in json ? json.on : null
  if (Array.isArray(on) && on.every((one) => typeof one === 'string')) return on
  throw new SwitchError('Send what shall go wrong: { "on": ["epic/truncated"] }, or nothing in it for back to normal.')
}

const castIsMissing = 'This scene is about people who were not loaded. Ring a number of your own people.'

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    throw new SwitchError('This is not JSON.')
  }
}

function statusOf(error: Error): ContentfulStatusCode {
  if (error instanceof SwitchError || error instanceof FaultError) return 400
  if (!(error instanceof InstanceError)) return 500
  const statuses = { ResourceNotFoundException: 404, InvalidStateException: 409, BadRequestException: 400 } as const
  return statuses[error.type]
}

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

let script: Promise<string> | null = null

function pageScript(): Promise<string> {
  script ??= bundlePage(new URL('./page/main.ts', import.meta.url)).then(({ js }) => js)
  return script
}

async function pageStyle(): Promise<string> {
  const sheets = ['control-room.css', 'parts.css'].map((name) =>
    readFile(new URL(`./page/${name}`, import.meta.url), 'utf8'),
  )
  return (await Promise.all(sheets)).join('\n')
}
