import { Agent, request } from 'node:http'

/** What broker-token.ts asks this process for. */
export interface TokenLoad {
  readonly url: string
  /** The access token of each agent; agent 7 asks for `contact-7`. */
  readonly tokens: readonly string[]
  readonly requests: number
  readonly atOnce: number
}

/** How long it took in all, and each request in milliseconds. */
export interface TokenTimes {
  readonly seconds: number
  readonly times: readonly number[]
}

process.once('message', (load) => {
  void run(load as TokenLoad).then((times) => process.send?.(times, () => process.disconnect()))
})

async function run(load: TokenLoad): Promise<TokenTimes> {
  const connections = new Agent({ keepAlive: true, maxSockets: load.atOnce })
  const warmUp = Math.floor(load.requests / 10)
  await inParallel(load, connections, 0, warmUp)

  const begun = performance.now()
  const times = await inParallel(load, connections, warmUp, warmUp + load.requests)
  const seconds = (performance.now() - begun) / 1_000
  connections.destroy()
  return { seconds, times }
}

async function inParallel(load: TokenLoad, connections: Agent, from: number, to: number): Promise<number[]> {
  const times: number[] = []
  let next = from
  const worker = async () => {
    while (next < to) {
      const agent = next % load.tokens.length
      next += 1
      const begun = performance.now()
      await askToken(load, connections, agent)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: load.atOnce }, worker))
  return times
}

function askToken({ url, tokens }: TokenLoad, agent: Agent, number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${tokens[number] ?? ''}`,
      'content-type': 'application/json',
      origin: 'http://127.0.0.1:3',
    }
    const asking = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`POST /token was answered ${answer.statusCode}`))
      })
    })
    asking.once('error', reject)
    asking.end(JSON.stringify({ contactId: `contact-${number}` }))
  })
}
