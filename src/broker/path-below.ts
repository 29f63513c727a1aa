import { getPath } from 'hono/utils/url'

/**
 * Reads the path of a request below the broker's public URL, so that it can stand under a path of the widget's own
 * host: `/api/token` is `/token` for a broker at `https://widget.example.org/api`.
 *
 * A proxy in front may have taken that part off already, so a path without it is read as it stands.
 */
export function pathBelow(brokerUrl: string): (request: Request) => string {
  const base = new URL(brokerUrl).pathname.replace(/\/+$/, '')
  return (request) => {
    const path = getPath(request)
    return base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path
  }
}
