/** What a figure reads of a training batch. */
export interface BatchPoint {
  /** Counts from 1. */
  readonly epoch: number;
  /** Counts from 0. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Squared error + weight * KL, per image. */
  readonly loss: number;
  /** Squared error per image. */
  readonly reconstruction: number;
  /** Unweighted, in nats per image. */
  readonly kl: number;
}

/** What a figure reads of an epoch: means over its batches, and the state after it. */
export interface EpochPoint {
  /** Counts from 1. */
  readonly epoch: number;
  /** Squared error + weight * KL, per image. */
  readonly loss: number;
  /** Squared error per image. */
  readonly reconstruction: number;
  /** Unweighted, in nats per image. */
  readonly kl: number;
  /** Weight of the KL term in the loss. */
  readonly klWeight: number;
  /** Nats of each latent unit after the epoch: [latentSize]. */
  readonly klPerUnit: readonly number[];
  /** Latent units in use after the epoch. */
  readonly activeUnits: number;
}

/** A record with its place on the x axis. */
export type Placed<T> = T & { readonly x: number };
