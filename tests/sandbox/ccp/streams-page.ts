import type { FrameLocator, Page } from '@playwright/test'

/** A host page in a browser, and what the unmodified Streams in it tells. */
export interface StreamsPage {
  readonly page: Page
  /** The inside of the CCP's iframe. */
  readonly softphone: FrameLocator
  open(hostOrigin: string): Promise<void>
  reload(): Promise<void>
  /** Everything Streams told since the page was loaded, in order. */
  told(): Promise<string[]>
  /** The next `count` lines nobody asked for yet; after eight seconds, what there is. */
  hears(count: number): Promise<string[]>
  /** The lines nobody asked for yet, up to and with this one; after eight seconds, what there is. */
  hearsUpTo(line: string): Promise<string[]>
  /** Calls a method of the only contact through Streams and answers `success`, or `failure` and the error. */
  onContact(method: 'accept' | 'clear' | 'getAgentConnection().destroy'): Promise<string>
  /** Calls somebody through Streams, likewise. */
  callOut(number: string): Promise<string>
  /** Asks for something on the SDK channel that Streams opens beside the conduit. */
  askSdk(command: string, data: object): Promise<unknown>
}

/** A page that embeds the CCP at `ccpUrl`, not loaded yet. */
export function streamsPage(page: Page, ccpUrl: string): StreamsPage {
  let heard = 0

  const told = (): Promise<string[]> => page.evaluate('window.seen')

  const hearsUntil = async (isThere: (lines: string[]) => boolean): Promise<string[]> => {
    const deadline = Date.now() + 8_000
    for (;;) {
      const lines = (await told()).slice(heard)
      if (isThere(lines) || Date.now() > deadline) {
        heard += lines.length
        return lines
      }
      await page.waitForTimeout(20)
    }
  }

  const outcome = (call: string): Promise<string> =>
    page.evaluate(`new Promise((done) => ${call}{
      success: () => done('success'), failure: (error) => done('failure ' + error) }))`)

  return {
    page,
    softphone: page.frameLocator('iframe'),
    told,
    async open(hostOrigin) {
      heard = 0
      await page.goto(`${hostOrigin}/?ccp=${encodeURIComponent(ccpUrl)}`)
    },
    async reload() {
      heard = 0
      await page.reload()
    },
    hears: (count) => hearsUntil((lines) => lines.length >= count),
    hearsUpTo: (line) => hearsUntil((lines) => lines.at(-1) === line),
    onContact: (method) => outcome(`agent.getContacts()[0].${method}(`),
    callOut: (number) => outcome(`agent.connect(connect.Endpoint.byPhoneNumber('${number}'), `),
    askSdk: (command, data) =>
      page.evaluate(
        `connect.core.getSDKClientConfig().provider.getProxy()
          .request('aws.connect.contact', ${JSON.stringify(command)}, ${JSON.stringify(data)})`,
      ),
  }
}
