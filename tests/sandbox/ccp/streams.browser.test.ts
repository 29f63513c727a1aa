import type { Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openChromium } from '../../../scripts/open-chromium.ts'
import { createCcp } from '../../../src/sandbox/ccp/ccp.ts'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'
import { type Listening, listen, streamsHost } from './streams-host.ts'
import { type StreamsPage, streamsPage } from './streams-page.ts'

/** The unmodified amazon-connect-streams in a real browser, on another site than the CCP it embeds. */
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

const RINGS = ['state PendingBusy', 'init voice connecting +16085550142', 'connecting']

let browser: Browser
let host: Listening
let ccp: Listening
let instance: ConnectInstance
let streams: StreamsPage

beforeAll(async () => {
  browser = await openChromium()
  host = await listen(streamsHost())
})

afterAll(async () => {
  await browser.close()
  await host.close()
})

beforeEach(async () => {
  const journal = createJournal()
  const approved = `http://widget.localhost:${host.port}`
  instance = createConnectInstance({ journal })
  ccp = await listen(createCcp({ instance, approvedOrigins: [approved], journal }).app)
  streams = streamsPage(await browser.newPage(), `${ccpOrigin()}/ccp-v2/`)
  await streams.open(approved)
  await streams.hearsUpTo('state Available')
})

afterEach(async () => {
  await streams.page.close()
  instance.close()
  await ccp.close()
})

it('announces an inbound call, and takes it when the agent clicks Accept in the CCP', async () => {
  const { contactId } = instance.ring({ number: '+16085550142' })
  expect(await streams.hears(3)).toEqual(RINGS)

  await button('Accept').click()
  expect(await streams.hears(3)).toEqual(['accepted', 'state Busy', 'connected'])

  instance.hangUp(contactId, 'customer')
  expect(await streams.hears(3)).toEqual(['state AfterCallWork', 'acw', 'ended'])

  await button('Clear').click()
  expect(await streams.hears(2)).toEqual(['state Available', 'destroy'])
})

it('lets the host accept, hang up and clear through Streams', async () => {
  instance.ring()
  expect(await streams.hears(3)).toEqual(RINGS)

  expect(await streams.onContact('accept')).toBe('success')
  // Streams itself broadcasts the acceptance, before or after the snapshot arrives.
  expect((await streams.hears(3)).sort()).toEqual(['accepted', 'connected', 'state Busy'])
  expect(await streams.onContact('accept')).toBe('failure error')

  expect(await streams.onContact('getAgentConnection().destroy')).toBe('success')
  expect(await streams.hears(3)).toEqual(['state AfterCallWork', 'acw', 'ended'])
  expect(await streams.onContact('clear')).toBe('success')
  expect(await streams.hears(2)).toEqual(['state Available', 'destroy'])
})

it('lets a call that nobody takes go missed, with the agent in error', async () => {
  instance.settings.ringTimeoutMs = 300
  instance.ring()
  expect(await streams.hears(6)).toEqual([...RINGS, 'state MissedCallAgent', 'ended', 'missed'])
})

it('announces a contact anew when it dropped out of one snapshot and came back', async () => {
  await callUnderWay()
  const [contact] = instance.contacts()
  await instance.flicker(contact?.contactId ?? '')
  expect(await streams.hears(4)).toEqual(['ended', 'destroy', 'init voice connected +16085550142', 'connected'])
})

it('brings an old contact back after it ended and was cleared', async () => {
  const contactId = await callUnderWay()
  instance.hangUp(contactId)
  instance.clear(contactId)
  await streams.hearsUpTo('destroy')

  instance.replayOld(contactId, 'connected')
  expect(await streams.hears(2)).toEqual(['init voice connected +16085550142', 'connected'])
  instance.hangUp(contactId)
  expect(await streams.hears(2)).toEqual(['acw', 'ended'])
})

it('shows two calls at once and puts the first on hold when the second is taken', async () => {
  await callUnderWay()
  instance.ring({ number: '+16085550117' })
  await button('Accept').click()
  await streams.hearsUpTo('connected')

  expect(await card('+16085550142').getByRole('button').allTextContents()).toEqual(['Resume', 'Hang up'])
  expect(await card('+16085550117').getByRole('button').allTextContents()).toEqual(['Hold', 'Hang up'])
})

it('keeps the call when the CCP reloads inside the host', async () => {
  await callUnderWay()
  const reloaded = streams.page.waitForEvent('framenavigated')
  instance.reloadCcp()
  await reloaded

  await button('Hang up').click()
  expect(await streams.hears(3)).toEqual(['state AfterCallWork', 'acw', 'ended'])
})

it('tells of a call that was under way when the host page was loaded', async () => {
  await callUnderWay('anonymous')
  await streams.reload()
  const lines = ['agent dana.rivera', 'state Busy', 'init voice connected anonymous', 'connected']
  expect(await streams.hears(4)).toEqual(lines)
})

it('dials a queued callback only once the agent accepts it', async () => {
  instance.settings.pickUpAfterMs = null
  const { contactId } = instance.ring({ scenario: 'queued-callback' })
  expect(await streams.hears(3)).toEqual(['state Pending', 'init queue_callback incoming +16085550142', 'incoming'])

  await button('Accept').click()
  expect(await streams.hears(3)).toEqual(['accepted', 'state CallingCustomer', 'connecting'])
  instance.pickUp(contactId)
  expect(await streams.hears(2)).toEqual(['state Busy', 'connected'])
})

it('calls out for a host that asks Streams to, and for the agent who types a number', async () => {
  instance.settings.pickUpAfterMs = 50
  expect(await streams.callOut('+16085550150')).toBe('success')
  expect(await streams.hears(5)).toEqual(callsOut('+16085550150'))

  const number = streams.softphone.getByRole('textbox', { name: 'Number to call' })
  await number.fill('+1 608-555-0171')
  await number.press('Enter')
  expect(await streams.hears(5)).toEqual(callsOut('+16085550171'))
})

it('shows chats without a number and tasks without a caller', async () => {
  instance.ring({ scenario: 'chat' })
  expect(await streams.hears(2)).toEqual(['init chat connecting ', 'connecting'])
  instance.ring({ scenario: 'task' })
  expect(await streams.hears(2)).toEqual(['init task connecting none', 'connecting'])
})

it('shows text messages with their number and e-mails with their address, as customer endpoints', async () => {
  instance.ring({ scenario: 'sms' })
  expect(await streams.hears(2)).toEqual(['init chat connecting ', 'connecting'])
  instance.ring({ scenario: 'email' })
  expect(await streams.hears(2)).toEqual(['init email connecting none', 'connecting'])
  const endpoints = await streams.page.evaluate(
    `agent.getContacts().map((contact) => contact.getCustomerEndpoint()).map(({ phoneNumber, emailAddress }) => phoneNumber ?? emailAddress)`,
  )
  expect(endpoints).toEqual(['+16085550142', 'somebody@example.com'])
})

it('shows a colleague as a third party, and the agent’s own hold on their own connection', async () => {
  const contactId = await callUnderWay()
  const legs = () =>
    streams.page.evaluate(
      `agent.getContacts()[0].getConnections().map((leg) => leg.getType() + ' ' + leg.getState().type)`,
    )
  instance.consult(contactId)
  await expect.poll(legs).toEqual(['agent connected', 'inbound hold', 'outbound connected'])
  instance.conference(contactId)
  instance.hold(contactId, 'agent')
  await expect.poll(legs).toEqual(['agent hold', 'inbound connected', 'outbound connected'])
  expect(await streams.page.evaluate(`agent.getContacts()[0].getThirdPartyConnections().length`)).toBe(1)
})

it('lets the agent choose a state', async () => {
  await streams.softphone.getByRole('combobox', { name: 'Agent state' }).selectOption('Lunch')
  expect(await streams.hears(1)).toEqual(['state Lunch'])
  expect(instance.agentStanding('dana.rivera').state.name).toBe('Lunch')
})

it('answers the SDK channel that Streams opens beside the conduit', async () => {
  const contactId = await callUnderWay()
  instance.setAttributes(contactId, { language: 'es' })
  await card('+16085550142').waitFor()
  expect(await streams.askSdk('contact/getInstanceDetails', { contactId })).toEqual({
    origin: ccpOrigin(),
    region: 'us-east-1',
  })
  expect(await streams.askSdk('contact/getAttributes', { contactId, attributes: '*' })).toEqual({ language: 'es' })
})

it('tells the host when the agent is signed out, and lets them sign in again', async () => {
  instance.logOutCcp()
  expect(await streams.hears(1)).toEqual(['terminated'])
  await button('Sign in again').click()
  instance.ring()
  expect(await streams.hears(3)).toEqual(RINGS)
})

it('can be made to stay silent, and then the host hears of no agent', async () => {
  instance.settings.ccpFault = 'silent'
  await streams.reload()
  await streams.softphone.getByText('No contacts').waitFor()
  expect(await streams.told()).toEqual([])
})

it('refuses to be framed by an origin that was not approved', async () => {
  const refusals: string[] = []
  streams.page.on('console', (message) => refusals.push(message.text()))
  await streams.open(`http://127.0.0.1:${host.port}`)

  await expect.poll(() => refusals.join('\n')).toContain('frame-ancestors')
  expect(await streams.told()).toEqual([])
})

async function callUnderWay(number = '+16085550142'): Promise<string> {
  const { contactId } = instance.ring({ number })
  instance.accept(contactId)
  await streams.hearsUpTo('connected')
  return contactId
}

function callsOut(number: string): string[] {
  return ['state CallingCustomer', `init voice connecting ${number}`, 'connecting', 'state Busy', 'connected']
}

function button(name: string) {
  return streams.softphone.getByRole('button', { name })
}

function card(number: string) {
  return streams.softphone.getByRole('article', { name: `Call, ${number}` })
}

function ccpOrigin(): string {
  return `http://ccp.localhost:${ccp.port}`
}
