export function findAge(root: string): { readonly age: string; readonly keygen: string }
