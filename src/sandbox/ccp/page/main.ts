import type { AgentUpdate } from '../agent-update.ts'
import { openConduit } from './conduit.ts'
import { openSdkChannel } from './sdk-channel.ts'
import { openServerLink } from './server-link.ts'
import { drawSoftphone } from './softphone.ts'

/** Opened on its own, as a login pop-up does, the page has nobody to talk to and is only a softphone. */
const isFramed = window.parent !== window
const { standing } = document.documentElement.dataset

function start(root: HTMLElement): void {
  const link = openServerLink({
    onUpdate: (update: AgentUpdate<Date>) => {
      softphone.show(update)
      conduit?.tellUpdate(update)
      channel?.tellUpdate(update)
    },
    onCommand: (command) => {
      if (command === 'reload') return location.reload()
      if (command === 'hush' || command === 'speak') return conduit?.hush(command === 'hush')
      link.close()
      softphone.showSignedOut()
      conduit?.tellTerminated()
      conduit?.close()
    },
  })

  const softphone = drawSoftphone(root, (method, params) => {
    const answered = link.ask(method, params, ({ error }) => {
      if (error !== null) softphone.showRefusal()
      else if (method === 'acceptContact') conduit?.tellAccepted(String(params['contactId']))
    })
    void answered
  })

  if (standing === 'signed-out') {
    link.close()
    softphone.showSignedOut()
  }
  const speaks = isFramed && standing === 'speaks'
  const conduit = speaks ? openConduit(window.parent, link) : null
  const channel = speaks ? openSdkChannel(window.parent, link) : null
}

const root = document.getElementById('ccp')
if (root !== null) start(root)
