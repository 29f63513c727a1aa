import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { listApprovedOrigins } from '../../scripts/doctor/approved-origins.ts'
import { serving } from '../broker/played-parties.ts'

it('reads every page of the approved origins', async () => {
  const pages: Readonly<Record<string, object>> = {
    first: { Origins: ['https://one.example.org'], NextToken: 'more' },
    more: { Origins: ['https://two.example.org'] },
  }
  const app = new Hono().get('/instance/:id/approved-origins', (c) =>
    c.json(pages[c.req.query('nextToken') ?? 'first'] ?? {}),
  )
  const instance = { instanceId: 'instance-1', region: 'us-east-1', endpoint: await serving(app) }
  expect(await listApprovedOrigins(instance)).toEqual(['https://one.example.org', 'https://two.example.org'])
})

it('says by AWS’s own name what it was refused', async () => {
  const app = new Hono().get('*', (c) =>
    c.json({ message: 'no' }, 403, { 'x-amzn-errortype': 'AccessDeniedException' }),
  )
  const instance = { instanceId: 'instance-1', region: 'us-east-1', endpoint: await serving(app) }
  await expect(listApprovedOrigins(instance)).rejects.toMatchObject({ name: 'AccessDeniedException' })
})
