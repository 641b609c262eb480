"""Tables in the moto server that count what a day may cost."""

import uuid
from functools import cache
from typing import Any

import boto3


@cache
def dynamodb_client() -> Any:
    """The tests' own client; the application has another."""
    return boto3.client('dynamodb')


def new_table() -> str:
    """An empty table of the shape that Terraform makes."""
    name = f'budget-{uuid.uuid4().hex[:12]}'
    dynamodb_client().create_table(
        TableName=name,
        AttributeDefinitions=[{'AttributeName': 'day', 'AttributeType': 'S'}],
        KeySchema=[{'AttributeName': 'day', 'KeyType': 'HASH'}],
        BillingMode='PAY_PER_REQUEST',
    )
    return name


def counted(table: str) -> dict[str, dict[str, int]]:
    """Each day's counters."""
    items = dynamodb_client().scan(TableName=table)['Items']
    return {
        item['day']['S']: {name: int(value['N']) for name, value in item.items() if name != 'day'} for item in items
    }
