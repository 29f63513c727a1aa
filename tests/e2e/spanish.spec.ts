import { ordinaryPolicy, widgetConfig } from '../../src/sandbox/site-settings.ts'
import { expect, test } from './desk.ts'

test.use({ isSignedIn: false })

test('at a site whose locale is Spanish, a whole call is in Spanish', async ({ desk }) => {
  const config = widgetConfig(desk.sandbox.origins, ordinaryPolicy)
  const json = { ...config, site: { ...config.site, locale: 'es-US' } }
  await desk.page.route('**/config.json', (route) => route.fulfill({ json }))
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.page.getByRole('button', { name: /Dana Rivera/ }).click()
  await expect(desk.heading('Sin llamada')).toBeVisible()
  await expect(desk.page.locator('html')).toHaveAttribute('lang', 'es-US')

  desk.ring('+16085550142')
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await expect(desk.heading('4 pacientes comparten este número')).toBeVisible()
  await desk.panel.getByPlaceholder('DD MM AAAA').fill('29021980')
  await expect(desk.heading('1 de 4 nació ese día')).toBeVisible()
  await expect(desk.says('29 de febrero de 1980 · 46 años')).toBeVisible()

  await desk.button('Abrir expediente de Ana Kessler').click()
  await expect(desk.says(/abierto: \d/)).toBeVisible()
  await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText(/Ana/)
  await expect(desk.button('Copiar nota')).toBeVisible()
})

test('the language of the one who has the number comes with the answer, beside the number, and moves nothing', async ({
  desk,
}) => {
  const config = widgetConfig(desk.sandbox.origins, ordinaryPolicy)
  const json = { ...config, site: { ...config.site, locale: 'es-US' } }
  await desk.page.route('**/config.json', (route) => route.fulfill({ json }))
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.page.getByRole('button', { name: /Dana Rivera/ }).click()
  await expect(desk.heading('Sin llamada')).toBeVisible()

  desk.sandbox.epic.site.latencyMs = 1_200
  desk.ring('+14145550107')
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  const field = desk.panel.getByPlaceholder('DD MM AAAA')
  await expect(field).toBeVisible()
  const before = await field.boundingBox()
  await expect(desk.panel.locator('header').getByText('inglés · ¿intérprete?')).toBeVisible()
  expect((await field.boundingBox())?.y).toBe(before?.y)
})
