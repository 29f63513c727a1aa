import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** A server on a free loopback port; `port` is known once `listen` settles. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Serves an app on a free port of 127.0.0.1, which every `*.localhost` name reaches in a browser. */
export function listen(app: Hono): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        port,
        close: () =>
          new Promise<void>((closed) => {
            server.close(() => closed())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
  })
}

/**
 * A page that embeds a CCP with the unmodified amazon-connect-streams, as any site's would: `/?ccp=<ccpUrl>`.
 *
 * What Streams tells it stands in `window.seen`, one line each: `init voice +16085550142`, `accepted`.
 */
export function streamsHost(): Hono {
  const streams = createRequire(import.meta.url).resolve('amazon-connect-streams')
  return new Hono()
    .get('/', (c) =>
      c.html(`<!doctype html><title>Host</title><div id="ccp" style="width:340px;height:480px"></div>
        <script src="/streams.js"></script><script src="/host.js"></script>`),
    )
    .get('/streams.js', async (c) =>
      c.body(await readFile(streams, 'utf8'), 200, { 'Content-Type': 'text/javascript' }),
    )
    .get('/host.js', (c) => c.body(HOST_SCRIPT, 200, { 'Content-Type': 'text/javascript' }))
}

const HOST_SCRIPT = `
  window.seen = []
  const say = (...words) => window.seen.push(words.join(' '))
  connect.core.initCCP(document.getElementById('ccp'), {
    ccpUrl: new URLSearchParams(location.search).get('ccp'),
    loginPopup: false,
    softphone: { allowFramedSoftphone: true },
  })
  connect.core.getEventBus().subscribe(connect.EventType.TERMINATED, () => say('terminated'))
  connect.agent((agent) => {
    window.agent = agent
    say('agent', agent.getConfiguration().username)
    agent.onStateChange(({ newState }) => say('state', newState))
  })
  connect.contact((contact) => {
    const isTask = contact.getType() === 'task' || contact.getType() === 'email'
    const number = isTask ? 'none' : contact.getInitialConnection().getEndpoint().phoneNumber
    say('init', contact.getType(), contact.getState().type, number)
    for (const name of ['Incoming', 'Connecting', 'Accepted', 'Connected', 'ACW', 'Ended', 'Missed', 'Destroy']) {
      contact['on' + name](() => say(name.toLowerCase()))
    }
  })
`
