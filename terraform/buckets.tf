resource "aws_s3_bucket" "this" {
  for_each = local.bucket_names

  bucket = each.value
  # Emptied by `twin destroy` after its own confirmation, never by Terraform on the side.
  force_destroy = false

  # Deprecated in favour of a resource of its own, which makes every first apply wait 55 seconds for
  # rules that nothing else waits for.
  dynamic "lifecycle_rule" {
    for_each = local.forget_after_days[each.key]

    content {
      id                                     = lifecycle_rule.key
      enabled                                = true
      abort_incomplete_multipart_upload_days = 1

      dynamic "expiration" {
        for_each = lifecycle_rule.value.current

        content {
          days = expiration.value
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = lifecycle_rule.value.replaced

        content {
          days = noncurrent_version_expiration.value
        }
      }
    }
  }
}

locals {
  forget_after_days = {
    frontend = {}
    data     = { forget-replaced-data = { current = [], replaced = [30] } }
    memory   = { forget-conversations = { current = [30], replaced = [] } }
  }
}

# A data upload that went wrong can be taken back.
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.this["data"].id

  versioning_configuration {
    status = "Enabled"
  }
}

# The keys are the names', not the buckets': while a bucket is imported, Terraform knows none of the others.
resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.bucket_names

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.bucket_names

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.bucket_names

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
