import { deflateSync, inflateSync } from 'node:zlib'

/** Pixels as three bytes each, row after row. */
interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Buffer
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A picture of a screen with 256 colours at most, a third of the size: those that tell most, and for the others (the
 * edges of letters) the nearest of these.
 *
 * Takes what Chromium's screenshots are: 8 bits a channel, no transparency, not interlaced. Throws for any other PNG.
 *
 * @see PNG specification (W3C, third edition): chunks §11, filters §9
 */
export function withPalette(png: Buffer): Buffer {
  const pixels = readPixels(png)
  const palette = tellingColours(pixels)
  const indexOf = nearestIn(palette)
  const rows = Buffer.alloc((pixels.width + 1) * pixels.height)
  for (let y = 0, at = 0; y < pixels.height; y += 1) {
    at += 1
    for (let x = 0; x < pixels.width; x += 1, at += 1) {
      rows[at] = indexOf(pixels.rgb.readUIntBE((y * pixels.width + x) * 3, 3))
    }
  }

  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels.width, 0)
  header.writeUInt32BE(pixels.height, 4)
  header.set([8, 3], 8)
  const colours = Buffer.concat(palette.map((colour) => Buffer.from([colour >> 16, (colour >> 8) & 255, colour & 255])))
  const data = deflateSync(rows, { level: 9, memLevel: 9 })
  return Buffer.concat([signature, ...chunk('IHDR', header), ...chunk('PLTE', colours), ...chunk('IDAT', data), ...end])
}

function readPixels(png: Buffer): Pixels {
  const parts = [...chunksOf(png)]
  const header = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  if (!header.subarray(8).equals(Buffer.from([8, 2, 0, 0, 0]))) throw new Error('This is no PNG of a screenshot.')
  const packed = Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  return { width, height, rgb: unfiltered(inflateSync(packed), width * 3, height) }
}

function* chunksOf(png: Buffer) {
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const from = at + 8
    yield { type: png.toString('latin1', at + 4, from), data: png.subarray(from, from + png.readUInt32BE(at)) }
  }
}

/** Each byte is stored as its difference from a guess, made from the pixel to the left, above, and above to the left. */
function unfiltered(rows: Buffer, rowBytes: number, height: number): Buffer {
  const plain = Buffer.alloc(rowBytes * height)
  for (let y = 0; y < height; y += 1) {
    const guess = guesses[rows[y * (rowBytes + 1)] ?? 0] ?? (() => 0)
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x
      const left = x < 3 ? 0 : (plain[at - 3] ?? 0)
      const above = y === 0 ? 0 : (plain[at - rowBytes] ?? 0)
      const corner = x < 3 || y === 0 ? 0 : (plain[at - rowBytes - 3] ?? 0)
      plain[at] = (rows[at + y + 1] ?? 0) + guess(left, above, corner)
    }
  }
  return plain
}

const guesses: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs)
    if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left
    return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner
  },
]

/** Half of the palette by frequency; the other half are those that would otherwise be missed most, such as a rare green. */
function tellingColours({ rgb }: Pixels): number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const byFrequency = [...counts].sort(([, one], [, other]) => other - one)
  const palette = byFrequency.slice(0, 128).map(([colour]) => colour)
  let missed = byFrequency.slice(128).map(([colour, count]) => {
    return { colour, count, error: Math.min(...palette.map((other) => distance(colour, other))) }
  })
  while (palette.length < 256 && missed.length > 0) {
    const { colour } = missed.reduce((worst, one) => (one.error * one.count > worst.error * worst.count ? one : worst))
    palette.push(colour)
    missed = missed
      .filter((one) => one.colour !== colour)
      .map((one) => ({ ...one, error: Math.min(one.error, distance(one.colour, colour)) }))
  }
  return palette
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]))
  return (colour) => {
    const found = known.get(colour)
    if (found !== undefined) return found
    const distances = palette.map((other) => distance(colour, other))
    const index = distances.indexOf(Math.min(...distances))
    known.set(colour, index)
    return index
  }
}

function distance(one: number, other: number): number {
  return [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0)
}

function chunk(type: string, data: Buffer): Buffer[] {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc(body))
  return [length, body, check]
}

/** CRC-32 as PNG counts it (annex D); Node has one of its own from version 22 on only. */
function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

const end = chunk('IEND', Buffer.alloc(0))
