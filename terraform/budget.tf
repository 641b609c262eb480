# What the model may cost a day, counted by every instance of the function in one item a day: a hundred bytes each,
# so nothing has to be tidied away.
resource "aws_dynamodb_table" "budget" {
  name         = local.budget_table
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "day"

  attribute {
    name = "day"
    type = "S"
  }
}
