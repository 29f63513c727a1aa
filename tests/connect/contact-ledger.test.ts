import { expect, it } from 'vitest'
import { createContactLedger } from '../../src/connect/contact-ledger.ts'
import type { ContactEvent } from '../../src/domain/contact.ts'
import { aContact } from '../fixtures/contact.ts'

it('keeps a call that is over from coming back, however many calls vanished before it (R46)', () => {
  const ledger = createContactLedger()
  const sees = (contactId: string, stage: 'live' | 'after-call') =>
    ledger.sees(contactId, stage, () => aContact({ contactId }))
  for (let call = 0; call < 1_000; call += 1) {
    sees(`vanished-${call}`, 'live')
    ledger.loses(`vanished-${call}`)
  }
  sees('over', 'live')
  sees('over', 'after-call')
  ledger.loses('over')
  sees('next', 'live')

  const heard: ContactEvent[] = []
  ledger.subscribe((event) => heard.push(event))
  heard.length = 0
  sees('over', 'live')
  expect(heard).toEqual([])
})
