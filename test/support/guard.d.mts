export function guardProcess(): void
