import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startTestNode, type TestNode } from '../support/test-node.js';

describe('a node', () => {
  let node: TestNode;

  beforeAll(async () => {
    node = await startTestNode();
  });
  afterAll(() => node.close());

  it('says that it lives and is ready', async () => {
    await request(node.url).get('/health/live').expect(200, { live: true });
    const { body, status } = await request(node.url).get('/health/ready');
    expect({ status, body }).toMatchObject({ status: 200, body: { ready: true, database: 'answers', migrations: 'up to date' } });
  });
});
