/** The first words of a text, as an id that can be typed. */
export function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  return words.slice(0, 5).join('-').slice(0, 60) || 'item';
}
