import { localStage } from '@edutechbr/lms-infra';
import type { ExistingNetwork } from '../emulator/emulator-api.ts';
import type { Server } from '../network/model.ts';

const { network, port } = localStage.database;
const { vpcId, cidrBlock, routeTableIds, securityGroupId } = network;

/** The network that the existing database is in, as the stage says it, with one subnet. */
export const databaseNetwork: ExistingNetwork = {
  vpcId,
  cidrBlock,
  routeTableIds,
  securityGroupId,
  subnetId: 'subnet-0da7aba5e00000001',
};

/** The database there. Its address is this machine's: none of the subnet's range can be had on loopback. */
export const databaseServer: Server = {
  name: 'the database',
  address: '127.13.0.1',
  port,
  subnetId: databaseNetwork.subnetId,
  securityGroupIds: [securityGroupId],
};
