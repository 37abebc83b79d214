export * from '../core/network.ts';
