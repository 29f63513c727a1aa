import dns from 'node:dns'

/**
 * Makes this process resolve every `*.localhost` name to 127.0.0.1, as browsers do (RFC 6761 §6.3).
 *
 * Plain Debian answers ENOTFOUND for them (facts/stack.md trap 17). Only the sandbox switches this on: the broker
 * keeps its own `fetch` and knows nothing of it. Calling it twice changes nothing more.
 */
export function resolveLoopbackNames(): void {
  if (dns.lookup === lookup) return
  dns.lookup = lookup
}

const systemLookup = dns.lookup

const lookup = Object.assign((hostname: string, ...rest: unknown[]) => {
  const isLoopback = hostname === 'localhost' || hostname.endsWith('.localhost')
  return Reflect.apply(systemLookup, dns, [isLoopback ? '127.0.0.1' : hostname, ...rest])
}, systemLookup) as typeof dns.lookup
