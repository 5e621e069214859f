// What the modules of the page share: the scene as geograph/views/encode.py writes it, the state of
// the view, what is drawn of it, and as much of vis-network as is used.

/** A day as YYYY-MM-DD. */
export type Day = string;
export type Spot = [x: number, y: number];

// ---- the scene: docs/page.md describes every key

/** A voice that stands somewhere, as the file holds it: id, marks, and through whom it spoke. */
export type WrittenSpeaker = [id: string, marks: string, ...through: string[]];

export interface Speaker {
  id: string;
  label: string;
  through: string[];
  inherited: boolean;
  anonymous: boolean;
  mixed: boolean;
  rival: boolean;
  unheard: boolean;
}

export interface Standing {
  stance: string;
  words: string;
  speakers: Speaker[];
}

/** What a rule asks, of the step of a row and of a release alike. */
export interface Admitting {
  rules: string[];
  endorsed?: number;
  corroborated?: number;
  asserted: Speaker[];
  denied: Speaker[];
}

/** What is known of a row from one day on. */
export interface Step extends Admitting {
  known: Day;
  status: string;
  detail?: string;
  flags: string[];
  heat: number;
  day?: Day;
  when: string;
  others: Standing[];
  claims: number[];
  attributed: number[];
  overtaken: number[];
  retracted: number[];
}

/** The days between which something holds. */
export interface Holding {
  start?: Day | null;
  until?: Day | null;
  until_known?: Day | null;
}

export interface Row extends Holding {
  id: string;
  label: string;
  kind: string;
  kind_label: string;
  sign: number;
  lasts?: boolean;
  parties: string[];
  answers: string[];
  untied?: string;
  sanction?: boolean;
  ties: [source: string, target: string, directed: number][];
  stages?: {
    open: [known: Day, words: string][];
    dated: [step: number, day: Day, inForce: string, otherwise: string][];
  };
  steps: Step[];
}

export interface Claim {
  id: string;
  stance: string;
  claimant: string;
  voice: string;
  anonymous?: boolean;
  object: string;
  said: Day;
  when: string;
  statement: string;
  statement_kind: string;
  document: string;
  locator: string;
  details: [key: string, text: string][];
}

export interface SourceDocument {
  id: string;
  title: string;
  publisher: string;
  publisher_id: string;
  published: Day;
  extent: string;
  language?: string;
  country?: string;
  url?: string;
}

export interface Actor {
  id: string;
  label: string;
  kind: string;
  kind_label: string;
  aliases: string[];
  opening?: Spot;
}

/** Rows of one release that hold between the same days. */
export interface HeldRows {
  number: number;
  start: Day | null;
  until: Day | null;
  until_known: Day | null;
}

export type WrittenHeldRows = [number: number, start?: Day | null, until?: Day | null, until_known?: Day | null];

export interface Release extends Admitting {
  id: string;
  title: string;
  publisher: string;
  stance: string;
  known?: Day;
  superseded?: Day;
  voice?: string;
  rows: HeldRows[];
}

export interface Scene {
  title: string;
  level: "state" | "actor";
  clock: string;
  start: { rule: string; n: number; holders: string[]; known: Day | null; asof: Day | null };
  options: Record<string, string>;
  kinds: Record<string, string>;
  labels: Record<string, string>;
  aliases: Record<string, string[]>;
  rows: Row[];
  claims: Claim[];
  documents: SourceDocument[];
  nodes: Actor[];
  tiles: Record<string, [column: number, row: number]>;
  opening: number[];
  weights: number[];
  below: Record<string, number[]>;
  releases: Release[];
  overlaps: [number: number, spots: [release: number, rows: number][]][];
}

/** The scene before data.js fills in what the file leaves out because it is empty. */
export interface WrittenStep extends Partial<Omit<Step, "asserted" | "denied" | "others" | "known" | "status" | "when">> {
  known: Day;
  status: string;
  when: string;
  asserted?: WrittenSpeaker[];
  denied?: WrittenSpeaker[];
  others?: [stance: string, speakers: WrittenSpeaker[]][];
}

export type WrittenRow = Omit<Row, "kind_label" | "parties" | "answers" | "ties" | "steps"> &
  Partial<Pick<Row, "parties" | "answers" | "ties">> & { steps: WrittenStep[] };

export type WrittenRelease = Omit<Release, "rules" | "asserted" | "denied" | "rows"> & {
  rules?: string[];
  rows: WrittenHeldRows[];
};

export interface WrittenScene extends Omit<Scene, "rows" | "claims" | "nodes" | "releases"> {
  rows: WrittenRow[];
  claims: (Omit<Claim, "details"> & Partial<Pick<Claim, "details">>)[];
  nodes: (Omit<Actor, "aliases"> & Partial<Pick<Actor, "aliases">>)[];
  releases: WrittenRelease[];
}

/** The sentences of geograph/display/text.py and the numbers of draw.py that the page needs. */
export interface Words {
  statuses: Record<string, [glyph: string, words: string, meaning: string]>;
  stances: Record<string, [does: string, words: string]>;
  flags: Record<string, string>;
  rules: Record<string, string>;
  clocks: Record<string, string>;
  dashes: Record<string, [dashes: number[], width: number]>;
  many: number;
  crowded: number;
  first: number;
}

/** What pyvis put together (geograph/views/draw.py). */
export interface VisData {
  nodes: Placed[];
  edges: { id: string; row: string; from: string; to: string; ink: string; arrows: string }[];
  options: object;
}

export interface Placed {
  id: string;
  label: string;
  shape: Shape;
  x: number;
  y: number;
  ink: string;
  shapeProperties: { borderDashes: number[] | false };
}

export type Shape = "dot" | "square" | "triangle" | "triangleDown" | "diamond" | "hexagon" | "star";

/** One pair of an event, as it may be drawn. */
export interface Edge {
  id: string;
  row: Row;
  source: string;
  target: string;
  directed: boolean;
  ink: string;
  opening: boolean;
  i: number;
  weight: number;
  pair: string;
  below: Edge[];
}

// ---- the view

export type LookName = "graph" | "map" | "timeline" | "table" | "matrix" | "sheet";
export type MeasureName = "degree" | "strength-in" | "strength-out" | "betweenness" | "closeness" | "eigenvector" | "pagerank";
export type SortName = "label" | "day" | "heat" | "asserted" | "denied" | "others" | "measures";

export interface ClaimPolicy {
  rule: string;
  n: number;
  holders: string[];
}

export interface Cuts {
  asof: Day | null;
  known: Day | null;
}

/** What a reader has asked for; the address keeps what differs from the opening. */
export interface View extends ClaimPolicy, Cuts {
  since: Day | null;
  text: string;
  kind: string;
  /** `c` and a country, or `p` and a publisher. */
  source: string;
  statuses: string[];
  actors: string[];
  signs: string[];
  row: string | null;
  node: string | null;
  pair: string | null;
  focus: string[];
  hops: number;
  path: string[];
  hidden: string[];
  /** `id@x@y` of each. */
  pinned: string[];
  unfolded: string[];
  settled: boolean;
  size: MeasureName;
  part: "opening" | "whole";
  look: LookName;
  sort: SortName | "";
  down: boolean;
}

/** A row as it stands at the day of knowing. */
export interface Standpoint {
  row: Row;
  i: number;
  step: Step;
  /** Whether it counts as a relation. */
  edge: boolean;
  /** Whether it lies within the dates. */
  inside: boolean;
  passes: boolean;
}

export interface Route {
  nodes: string[];
  edges: Edge[];
}

export interface Coverage {
  documents: number;
  publishers: number;
  voices: number;
  claims: number;
  events: number;
}

export interface CountedRows {
  groups: [release: string, start: Day | null, until: Day | null, until_known: Day | null][];
  rows: number;
  releases: number;
}

/** What is to be seen of the view. */
export interface Visible {
  at: Map<string, Standpoint>;
  rows: Standpoint[];
  edges: Edge[];
  onCanvas: Set<string>;
  counted: Map<string, number>;
  spoken: number;
  outside: number;
  coverage: Coverage;
  releases: CountedRows;
  route: Route | null;
}

/** What a large drawing shows first, and where its actors stand. */
export interface OpeningPart {
  edges: Set<Edge>;
  spots: Map<string, Spot>;
  /** Whether it is the most contested that it shows, else the most recent. */
  contested: boolean;
}

/** Asks for a row, and for where to go to see it; nothing to pick nothing. */
export interface Asked {
  row?: string;
  go?: "ledger" | "drawing";
}

/** What is told under each topic. */
export interface Topics {
  /** The view has changed; the one before. */
  view: View;
  /** What is visible was looked up anew; the view before, none at the start. */
  visible: View | null;
  pick: Asked;
}

// ---- what is drawn

/** Ties by ordered pair, with their strength; `pairs` without direction. */
export interface Ties {
  ids: string[];
  next: Map<string, Map<string, number>>;
  before: Map<string, Map<string, number>>;
  pairs: Map<string, Map<string, number>>;
}

/** A line on the canvas: one edge, or a bundle of a pair. */
export interface Line {
  id: string;
  pair: string;
  edges: Edge[];
  from: string;
  to: string;
  ink: string;
  status: string;
  dashes: number[] | false;
  width: number;
  label: string;
  arrows: { to: { enabled: boolean }; from: { enabled: boolean } };
  smooth: { enabled: false } | { enabled: true; type: "curvedCW" | "curvedCCW"; roundness: number };
  title: string;
}

/** Colour by the name of its CSS variable. */
export type Inks = (key: string) => string;

/** What stands on the canvas and how; one object, since all of it changes together. */
export interface Drawing {
  network: VisNetwork | null;
  nodes: VisDataSet | null;
  edges: VisDataSet | null;
  lines: Map<string, Line>;
  shown: Set<string>;
  /** Whether there are so many actors that they are drawn in bulk. */
  bulk: boolean;
  ready: boolean;
  /** What a large drawing shows first; null for the whole, undefined before anything is drawn. */
  part: OpeningPart | null | undefined;
  /** The size of each name, 0 for those there is no room for. */
  names: Map<string, number>;
  sizes: Map<string, number>;
  /** Where the actors stand that were laid out anew. */
  relaid: Map<string, Spot>;
  /** By how much symbols grow, and how thick a picked line is, at the present scale. */
  swell: number;
  letter: number;
  thick: number;
  /** Whether anybody looks at it, and whether it is behind the view. */
  seen: boolean;
  stale: boolean;
  /** Whether the next drawing shows all of it. */
  fit: boolean;
  timer: number;
  zooming: number;
  frame: number;
  /** What vis-network was given last, as JSON. */
  looks: Map<string, string>;
}

/** Lines of one look: a path, and those that are lit. */
export interface Stroke {
  on: boolean;
  dim: boolean;
  ink: string;
  dashed: boolean;
  width: number;
  path: Path2D;
  lines: Line[];
}

export interface SymbolGroup {
  dim: boolean;
  ink: string;
  hollow: boolean;
  path: Path2D;
}

export interface Lit {
  chosen: Set<Edge>;
  bright: Set<string>;
  some: boolean;
}

/** What vis-network is given for a node or a line. */
export interface NetworkItem {
  id: string;
  label?: string;
  title?: string;
  [option: string]: unknown;
}

// ---- parts of the page

/** A name that the search knows: of an actor or a voice (`id`) or an event (`row`). */
export interface Suggestion {
  key: string;
  text: string;
  id?: string;
  row?: string;
  /** The usual name, where this is another one. */
  of: string | null;
}

/** A measure in response, with its stage. */
export interface Answer {
  id: string;
  label: string;
  stage: string | null;
}

/** The cells of a row of the ledger, made for what they say. */
export interface LedgerRow {
  tr: HTMLElement;
  toggle: HTMLElement;
  detail: HTMLElement | null;
  said: string;
}

export interface TableRow {
  edge: Edge;
  one: Standpoint;
}

/** The ties between two states that count. */
export interface StatePair {
  key: string;
  ends: string[];
  rows: Standpoint[];
  signs: Set<number>;
  contested: number;
}

export interface StateTies {
  pairs: StatePair[];
  sanctions: Map<string, number>;
  each: Map<string, number>;
  /** How many ties have an end without a tile. */
  lost: number;
  rows: Standpoint[];
}

export interface LanePoint {
  day: Day | undefined;
  kind: "for" | "against" | "other" | "measure";
  said: string;
  claim?: string;
  row?: string;
  gone?: boolean;
  faint?: boolean;
}

export interface Lane {
  text: string;
  points: LanePoint[];
  row?: string;
  measure?: boolean;
}

export type Doing = "asserted" | "denied" | "others";

/** On which rows a voice does what. */
export interface VoiceStances extends Record<Doing, Set<Standpoint>> {
  key: string;
  id: string;
  text: string;
}

/** A way to look at the same relations. */
export interface Look {
  draw: () => void;
  /** The rows that its picture shows, by which the picture says what it rests on. */
  rows?: () => Standpoint[];
}

// ---- elements

export type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

export type Attribute = string | number | boolean | null | undefined;

/** Attributes of an element; `text` is its text and `on` what hears its events. */
export interface Props {
  on?: Listeners;
  [name: string]: Attribute | Listeners;
}

/** What stands inside an element; what is not there is left out. */
export type Child = Node | string | false | null | undefined | readonly Child[];

// ---- vis-network, as much of it as is used

export interface VisDataSet {
  update(items: NetworkItem[]): void;
  remove(ids: string[]): void;
  clear(): void;
  get(id: string): NetworkItem | null;
  getIds(): string[];
}

/** What vis-network tells of a click. */
export interface Happened {
  nodes: string[];
  edges: string[];
  pointer: { canvas: Point };
  event: { srcEvent?: MouseEvent };
}

export interface Point {
  x: number;
  y: number;
}

export interface VisNetwork {
  on(event: "afterDrawing", run: (pen: CanvasRenderingContext2D) => void): void;
  on(event: "click" | "doubleClick" | "dragStart" | "dragEnd" | "zoom", run: (happened: Happened) => void): void;
  redraw(): void;
  getScale(): number;
  moveTo(options: { position?: Point; scale: number }): void;
  canvasToDOM(at: Point): Point;
  DOMtoCanvas(at: Point): Point;
  getPositions(ids: string[]): Record<string, Point>;
  setSelection(selection: { nodes: string[]; edges: string[] }): void;
}

declare global {
  const vis: {
    DataSet: new (items: NetworkItem[]) => VisDataSet;
    Network: new (box: HTMLElement, data: { nodes: VisDataSet; edges: VisDataSet }, options: object) => VisNetwork;
  };
  interface Window {
    /** For tests and for readers with a console. */
    geograph: object;
  }
}
