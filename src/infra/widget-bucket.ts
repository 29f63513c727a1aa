import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { acknowledge } from './acknowledge.ts'

/**
 * The bucket of the built widget: private, versioned, read by CloudFront alone.
 *
 * Releases add to it and delete nothing, so that a page opened before a release still finds its files. What a release
 * overwrote (`index.html`, `config.json`) is kept for three months as an older version.
 */
export function widgetBucket(stack: Stack, key: Key): IBucket {
  const bucket = new Bucket(stack, 'Widget', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLogBucket(stack),
    serverAccessLogsPrefix: 'widget/',
    lifecycleRules: [
      { noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(bucket, {
    'HIPAA.Security-S3BucketReplicationEnabled':
      'Holds the built widget, which any release makes again, and the site’s settings, which the administrator keeps; no patient data.',
  })
  return plain(bucket)
}

function accessLogBucket(stack: Stack): IBucket {
  const bucket = new Bucket(stack, 'WidgetAccess', {
    // The one kind of encryption that S3 can write its own access logs under, but for keys it cannot be given.
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(bucket, {
    'HIPAA.Security-S3BucketReplicationEnabled':
      'Who read which file of the built widget: no patient data, kept for 400 days.',
    'HIPAA.Security-S3DefaultEncryptionKMS':
      'S3 delivers server access logs to buckets under SSE-S3 only; they hold no patient data.',
  })
  return plain(bucket)
}

/** The class and its own interface differ in an optional field, under `exactOptionalPropertyTypes`. */
function plain(bucket: Bucket): IBucket {
  return bucket as IBucket
}
