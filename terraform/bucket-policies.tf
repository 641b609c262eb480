locals {
  tls_only = {
    for purpose, arn in local.bucket_arns : purpose => {
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [arn, "${arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }
}

resource "aws_s3_bucket_policy" "private" {
  for_each = toset(["data", "memory"])

  bucket = aws_s3_bucket.this[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [local.tls_only[each.key]]
  })

  # S3 answers OperationAborted when both are set at the same moment.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_policy" "frontend" {
  bucket = aws_s3_bucket.this["frontend"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.tls_only["frontend"],
      {
        Sid       = "CloudFrontReads"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${local.bucket_arns["frontend"]}/*"
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.twin.arn } }
      },
      {
        # Without it S3 answers 403 for a page that does not exist, and never 404.
        Sid       = "CloudFrontLists"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:ListBucket"
        Resource  = local.bucket_arns["frontend"]
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.twin.arn } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
