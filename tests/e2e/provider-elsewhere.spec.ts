import { expect, test } from './desk.ts'

/** Another origin of the provider, as Cognito has one for tokens. Nothing listens there: the test answers. */
const elsewhere = 'http://tokens.localhost:4499'

test.use({ isSignedIn: false, policy: { otherSignInOrigins: elsewhere } })

test('an agent signs in at a provider that gives its tokens out elsewhere, where the site says so (R30)', async ({
  desk,
}) => {
  const { idp } = desk.sandbox.origins
  const headers = { 'access-control-allow-origin': '*' }
  await desk.page.route(`${idp}/.well-known/openid-configuration`, async (route) => {
    const said = (await (await fetch(route.request().url())).json()) as object
    await route.fulfill({ headers, json: { ...said, token_endpoint: `${elsewhere}/oauth2/token` } })
  })
  const asked: string[] = []
  // The browser holds to the page's policy before a request comes here.
  await desk.page.route(`${elsewhere}/**`, async (route) => {
    const request = route.request()
    asked.push(request.method())
    const { 'content-type': type = '' } = request.headers()
    const body = request.postData()
    const answer = await fetch(`${idp}/token`, { method: 'POST', headers: { 'content-type': type }, body })
    await route.fulfill({ status: answer.status, headers, json: await answer.json() })
  })

  await desk.signIn()
  expect(asked).toEqual(['POST'])
  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})
