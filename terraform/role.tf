resource "aws_iam_role" "function" {
  name                 = local.role_name
  description          = "What the digital twin's function may do"
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  name = local.role_name
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadData"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.bucket_arns["data"]}/*"
      },
      {
        Sid      = "KeepConversations"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${local.bucket_arns["memory"]}/*"
      },
      {
        # A visitor may delete a conversation: for good, also where its owner has turned versions on.
        Sid      = "ForgetConversations"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = "${local.bucket_arns["memory"]}/conversations/*"
      },
      {
        Sid      = "FindVersionsToForget"
        Effect   = "Allow"
        Action   = "s3:ListBucketVersions"
        Resource = local.bucket_arns["memory"]
      },
      {
        Sid      = "CountWhatTheDayCosts"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.budget_arn
      },
      {
        # Without it S3 answers 403 for an object that does not exist, as every first conversation does not.
        Sid      = "TellMissingFromForbidden"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = [local.bucket_arns["data"], local.bucket_arns["memory"]]
      },
      {
        Sid      = "AskTheModel"
        Effect   = "Allow"
        Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
        Resource = var.bedrock_model_arns
      },
      {
        Sid      = "WriteOwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${local.log_group_arn}:log-stream:*"
      },
    ]
  })
}
