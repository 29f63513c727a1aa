import { makeCertificates } from '../../src/sandbox/tls/certificates.ts'
import { takeCallUnderCertificate, triesOfBroker, triesOfPage } from './certificate-faults.ts'
import { test } from './desk.ts'
import { shareDesk } from './faulty-desk.ts'

const tls = await makeCertificates()

test.describe('a certificate that nobody may trust is a party that cannot be reached, and is never trusted all the same', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn(), tls)

  for (const [on, reason] of [
    ['epic-certificate/expired', 'CERT_HAS_EXPIRED'],
    ['epic-certificate/other-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['epic-certificate/unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const) {
    test(`${on}: “Epic cannot be reached”, by the broker’s few tries (R65, R66, R68, R69, R79)`, () =>
      takeCallUnderCertificate(desk(), {
        on,
        sees: 'Epic cannot be reached',
        audited: ['epic-unreachable'],
        failed: triesOfBroker(),
        reason,
        // Three times, in two formats of the number.
        tries: [6],
      }))
  }

  for (const on of [
    'broker-certificate/expired',
    'broker-certificate/other-name',
    'broker-certificate/unknown-authority',
  ]) {
    test(`${on}: “The search service cannot be reached”, by the page’s few tries (R65, R68, R69, R79)`, () =>
      takeCallUnderCertificate(desk(), {
        on,
        sees: 'The search service cannot be reached',
        audited: [],
        failed: triesOfPage(desk(), 'broker'),
        reason: 'net::ERR_CERT_AUTHORITY_INVALID',
        // A token is asked for as it rings, and once more where that had failed before the agent accepted.
        tries: [1, 2],
      }))
  }
})
