/** A made-up map of a place, the same for the same coordinates: nothing is fetched, and nobody's streets are shown. */
export interface MapDrawing {
  /** SVG paths in a box of {@link mapSize}. */
  water: string;
  parks: string[];
  streets: string[];
  avenues: string[];
}

export const mapSize = { width: 272, height: 136 } as const;

export function drawMap(latitude: number, longitude: number): MapDrawing {
  const next = stream(latitude, longitude);
  const { width, height } = mapSize;
  const reach = Math.hypot(width, height);
  const angle = (next() - 0.5) * 0.9;
  const turn = (x: number, y: number): string => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    const left = width / 2 + dx * Math.cos(angle) - dy * Math.sin(angle);
    const top = height / 2 + dx * Math.sin(angle) + dy * Math.cos(angle);
    return `${left.toFixed(1)} ${top.toFixed(1)}`;
  };

  const columns = steps(-reach, reach, () => 26 + next() * 26);
  const rows = steps(-reach, reach, () => 22 + next() * 18);
  const streets = [
    ...columns.map((x) => `M${turn(x, -reach)} L${turn(x + (next() - 0.5) * 8, reach)}`),
    ...rows.map((y) => `M${turn(-reach, y)} L${turn(reach, y + (next() - 0.5) * 8)}`),
  ];
  const avenues = [
    `M${turn(-reach, height * 0.5 + 12)} L${turn(reach, height * 0.5 + 12)}`,
    `M${turn(width * (0.3 + next() * 0.3), -reach)} L${turn(width * (0.3 + next() * 0.3), reach)}`,
  ];

  const parks = [0, 1].map(() => {
    const x = columns[Math.floor(next() * columns.length)] ?? 0;
    const y = rows[Math.floor(next() * rows.length)] ?? 0;
    const [wide, high] = [40 + next() * 40, 26 + next() * 30];
    return `M${turn(x, y)} L${turn(x + wide, y)} L${turn(x + wide, y + high)} L${turn(x, y + high)} Z`;
  });

  const side = next() < 0.5 ? -1 : 1;
  const bank = height / 2 + side * (44 + next() * 12);
  const curve = 14 + next() * 12;
  const water =
    `M${turn(-reach, bank)} C${turn(width * 0.3, bank + curve)} ${turn(width * 0.6, bank - curve)} ${turn(reach, bank)} ` +
    `L${turn(reach, bank + side * reach)} L${turn(-reach, bank + side * reach)} Z`;
  return { water, parks, streets, avenues };
}

function steps(from: number, to: number, gap: () => number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at += gap()) found.push(at);
  return found;
}

// xorshift32 of the place; good enough for drawing.
function stream(latitude: number, longitude: number): () => number {
  let state = (Math.round((latitude + 90) * 1e4) * 31 + Math.round((longitude + 180) * 1e4)) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
