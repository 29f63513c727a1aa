// @vitest-environment jsdom
import { HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { handBack, isOfSignInWindow } from '../../src/auth/sign-in-window.ts'
import { playPage } from './played-page.ts'
import { redirectUri } from './played-provider.ts'

const page = playPage()
const gone: string[] = []
const closed = vi.fn()
const opened = { location: { replace: (url: string) => void gone.push(url) }, close: closed }

beforeEach(() => {
  gone.length = 0
  closed.mockClear()
  vi.stubGlobal(
    'open',
    vi.fn(() => opened),
  )
  vi.stubGlobal('close', vi.fn())
})
afterEach(() => vi.unstubAllGlobals())

/** The window comes back from the provider and hands its answer to whoever waits. */
async function comeBack(more: Readonly<Record<string, string>> = { code: 'code-2' }): Promise<URL> {
  await expect.poll(() => gone.length).toBe(1)
  const asked = new URL(gone[0] ?? '').searchParams
  page.provider.nonce = asked.get('nonce') ?? ''
  const answer = new URL(`${redirectUri}?${new URLSearchParams({ state: asked.get('state') ?? '', ...more })}`)
  handBack(answer)
  return answer
}

it('signs in anew in a window of its own, and the page stays where it is', async () => {
  const signIn = await page.signedIn()
  const before = await signIn.accessToken()
  const done = signIn.beside()
  const answer = await comeBack()

  expect(await done).toBe('signed-in')
  expect(await signIn.accessToken()).not.toBe(before)
  expect(page.left).toHaveLength(1)
  expect(isOfSignInWindow(answer)).toBe(true)
  await expect.poll(() => vi.mocked(window.close).mock.calls.length).toBe(1)
})

it('takes the window in the press itself, before anything is asked (R43)', async () => {
  const signIn = await page.signedIn()
  const asked = page.provider.asked.length
  const done = signIn.beside()
  expect([vi.mocked(window.open).mock.calls.length, page.provider.asked.length]).toEqual([1, asked])
  await comeBack()
  await done
})

it('says so where the browser opens no window, and asks nothing', async () => {
  const signIn = await page.signedIn()
  vi.mocked(window.open).mockReturnValue(null)
  const asked = page.provider.asked.length
  expect(await signIn.beside()).toBe('blocked')
  expect(page.provider.asked).toHaveLength(asked)
})

it('goes on as it was where somebody else signed in there (R38)', async () => {
  const signIn = await page.signedIn()
  const before = await signIn.accessToken()
  page.provider.claims = { preferred_username: 'sam.okoye' }
  const done = signIn.beside()
  await comeBack()

  await expect(done).rejects.toMatchObject({ code: 'connect-agent-mismatch' })
  expect([await signIn.accessToken(), signIn.agent?.username]).toEqual([before, 'dana.rivera'])
})

it('is not signed in where the provider refused', async () => {
  const signIn = await page.signedIn()
  const done = signIn.beside()
  await comeBack({ error: 'access_denied' })
  await expect(done).rejects.toMatchObject({ code: 'agent-not-signed-in' })
})

it('passes over an answer to a question that was not asked here (R31)', async () => {
  const signIn = await page.signedIn()
  const settled = vi.fn()
  const done = signIn.beside().then(settled)
  await expect.poll(() => gone.length).toBe(1)
  for (const text of [`${redirectUri}?code=code-9&state=another;beside.1`, 'no address', `${redirectUri}?code=x`]) {
    handBack(URL.canParse(text) ? new URL(text) : new URL(redirectUri))
  }
  expect(settled).not.toHaveBeenCalled()
  await comeBack()
  await done
})

it('closes the window, and says so, where the provider is not reached', async () => {
  const signIn = await page.signedIn()
  page.provider.tokenAnswer = () => HttpResponse.error()
  const done = signIn.beside()
  await comeBack()
  await expect(done).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
  expect(closed).toHaveBeenCalledOnce()
})

const answer = (state: string) => new URL(`${redirectUri}?${new URLSearchParams({ code: 'c', state })}`)

it('knows an answer to a page’s own sign-in from that of a window', () => {
  expect([isOfSignInWindow(answer('0af;77')), isOfSignInWindow(answer('0af;beside.77'))]).toEqual([false, true])
  expect(isOfSignInWindow(new URL(redirectUri))).toBe(false)
})
