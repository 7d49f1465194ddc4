/** Who decided something, as it is shown of what came over the axis: nobody signed it. */
export function unsignedBy(name: string): string {
  return `${name} (qua trục, không ai ký)`;
}
