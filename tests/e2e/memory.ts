import type { CDPSession, Page } from '@playwright/test'

/**
 * What a Chromium needs for `memoryOf`: a heap snapshot cuts each text after 1,024 characters otherwise, and what an
 * answer holds further back would not be seen.
 */
export const wholeTexts = '--js-flags=--heap-snapshot-string-limit=4000000'

/**
 * Every text that the page still holds once its garbage is collected: those of JavaScript, and what is written in nodes that
 * only a script holds. Frames of other origins live in processes of their own and are not seen.
 *
 * What Playwright itself was asked to look for stands there too: a journey that is to be looked at names nobody.
 */
export async function memoryOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    return [...(await textsOfNodes(session)), ...(await textsOfHeap(session))]
  } finally {
    await session.detach()
  }
}

/** Their texts lie outside of the JavaScript heap, so a snapshot shows the nodes and not what is written in them. */
async function textsOfNodes(session: CDPSession): Promise<string[]> {
  const objectGroup = 'nodes'
  const { result: prototype } = await session.send('Runtime.evaluate', { expression: 'Node.prototype', objectGroup })
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: prototype.objectId ?? '',
    objectGroup,
  })
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: readNodes.toString(),
    returnByValue: true,
  })
  await session.send('Runtime.releaseObjectGroup', { objectGroup })
  return result.value as string[]
}

/** Runs in the page, and is handed its nodes, among which are the prototypes that nothing can be asked of. */
function readNodes(this: readonly Node[]): string[] {
  return [...this].flatMap((node) => {
    if (Object.hasOwn(node, 'constructor')) return []
    const attributes = node instanceof Element ? [...node.attributes].map(({ value }) => value) : []
    const typed = 'value' in node ? [String(node.value)] : []
    return [node.nodeValue ?? '', ...typed, ...attributes]
  })
}

async function textsOfHeap(session: CDPSession): Promise<string[]> {
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.enable')
  // The first collection frees what the second can then see to be alone.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  const { strings } = JSON.parse(chunks.join('')) as { readonly strings: string[] }
  return strings
}
