/**
 * What CloudFront runs at its edge before it asks an origin, in its own JavaScript (cloudfront-js-2.0).
 *
 * Kept as text because it is deployed as text; the tests run it as CloudFront would.
 */

/** Sign-in and launch come back to addresses of the page; no other address is anything but itself, so that 404 stays 404. */
export const pageAddresses = `function handler(event) {
  var request = event.request;
  if (request.uri === '/launch' || request.uri === '/callback') request.uri = '/index.html';
  return request;
}
`

/** The broker knows its paths without the prefix that keeps it on the page's origin. */
export const withoutApiPrefix = `function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\\/api(?=\\/)/, '');
  return request;
}
`
