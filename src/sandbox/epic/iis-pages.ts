/** The pages of the web server in front of Epic: HTML where a client expects FHIR (facts/epic.md 2.3). */

export function notFoundPage(): Response {
  const reason = 'The resource might have been removed, had its name changed, or be unavailable for a while.'
  return page(404, '404 - File or directory not found.', reason)
}

export function unavailablePage(): Response {
  return page(503, 'Service Unavailable', 'HTTP Error 503. The service is unavailable.')
}

export function serverErrorPage(): Response {
  return page(500, '500 - Internal server error.', 'There is a problem with the resource you are looking for.')
}

export function badGatewayPage(): Response {
  return page(502, '502 - Web server received an invalid response.', 'The upstream server sent no valid response.')
}

export function gatewayTimeoutPage(): Response {
  return page(504, '504 - Gateway Time-out', 'The upstream server did not answer in time.')
}

/** What a proxy says with status 200 instead of passing the request on. */
export function proxyPage(): Response {
  return page(200, 'Scheduled maintenance', 'This site is being maintained. Please try again later.')
}

function page(status: number, title: string, reason: string): Response {
  const body = [
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml">',
    `<head><title>${title}</title></head>`,
    `<body><div id="header"><h1>Server Error</h1></div><h2>${title}</h2><h3>${reason}</h3></body>`,
    '</html>',
  ].join('\r\n')
  return new Response(body, { status, headers: { 'content-type': 'text/html' } })
}
