/** The played instance: its id is fixed, so a site's settings never change between starts. */
export const INSTANCE_ID = '5e0f1a52-0000-4000-8000-00000000e0c1'
export const INSTANCE_REGION = 'us-east-1'

/** The ARN of something inside the instance, such as `agent/<uuid>` or `queue/<uuid>`. The account number is invented. */
export function instanceArn(resource: string): string {
  return `arn:aws:connect:${INSTANCE_REGION}:000000000000:instance/${INSTANCE_ID}/${resource}`
}
