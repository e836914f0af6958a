import unittest

from tests.support import call_query, elasticache, make_key, refusal, reset, verb

NODES = {"g-001": "127.11.0.1", "g-002": "127.11.1.1"}


def at(address):
    return {"address": address, "port": 6379}


class ReplicationGroupTest(unittest.TestCase):
    def setUp(self):
        reset()
        self.key = make_key()
        call_query(
            elasticache,
            "CreateReplicationGroup",
            ReplicationGroupId="g",
            NumCacheClusters="2",
            KmsKeyId=self.key,
            Port="6380",
            AutomaticFailoverEnabled="true",
        )

    def give_endpoints(self):
        nodes = {name: at(address) for name, address in NODES.items()}
        verb(
            "redis-endpoints",
            replicationGroupId="g",
            primary=at("127.11.255.1"),
            reader=at("127.11.255.2"),
            nodes=nodes,
        )

    def described(self):
        return call_query(elasticache, "DescribeReplicationGroups", ReplicationGroupId="g")

    def test_it_is_available_when_its_redis_has_addresses(self):
        self.assertIn("<Status>creating</Status>", self.described())
        self.give_endpoints()
        self.assertNotIn("creating", self.described())
        for address in ("127.11.255.1", "127.11.255.2", *NODES.values()):
            self.assertIn(f"<Address>{address}</Address><Port>6379</Port>", self.described())
        self.assertIn("127.11.1.1", call_query(elasticache, "DescribeCacheClusters", CacheClusterId="g-002"))

    def test_every_member_needs_an_address(self):
        message = refusal(
            "redis-endpoints", replicationGroupId="g", primary=at("a"), reader=at("b"), nodes={"g-001": at("c")}
        )
        self.assertIn("g-001, g-002", message)

    def test_its_key_and_port_are_read_back(self):
        self.assertIn(f"<KmsKeyId>{self.key}</KmsKeyId>", self.described())
        primary = self.described().partition("<PrimaryEndpoint>")[2].partition("</PrimaryEndpoint>")[0]
        self.assertIn("<Port>6380</Port>", primary)

    def test_replicas_come_and_go_and_the_primary_stays(self):
        self.give_endpoints()
        verb("redis-role", replicationGroupId="g", primary="g-002")
        call_query(elasticache, "DecreaseReplicaCount", ReplicationGroupId="g", NewReplicaCount="0")
        self.assertIn("<MemberClusters><ClusterId>g-002</ClusterId></MemberClusters>", self.described())
        call_query(elasticache, "IncreaseReplicaCount", ReplicationGroupId="g", NewReplicaCount="1")
        members = "<MemberClusters><ClusterId>g-002</ClusterId><ClusterId>g-001</ClusterId></MemberClusters>"
        self.assertIn(members, self.described())
        self.assertIn("g-001", call_query(elasticache, "DescribeCacheClusters", CacheClusterId="g-001"))

    def test_users_need_encryption_in_transit(self):
        call_query(elasticache, "CreateUserGroup", UserGroupId="users", Engine="redis")
        asked = {"ReplicationGroupId": "h", "NumCacheClusters": "2", "UserGroupIds.member.1": "users"}
        self.assertIn("requires encryption-in-transit", self.refused("CreateReplicationGroup", **asked))
        call_query(elasticache, "CreateReplicationGroup", **asked, TransitEncryptionEnabled="true")
        change = {"ReplicationGroupId": "h", "TransitEncryptionEnabled": "false"}
        self.assertIn("requires encryption-in-transit", self.refused("ModifyReplicationGroup", **change))
        call_query(elasticache, "ModifyReplicationGroup", ReplicationGroupId="h", SnapshotRetentionLimit="2")

    def refused(self, action, **fields):
        with self.assertRaises(AssertionError) as refusal_of_aws:
            call_query(elasticache, action, **fields)
        return str(refusal_of_aws.exception)

    def test_a_failover_ends_when_the_roles_have_changed(self):
        self.give_endpoints()
        call_query(elasticache, "TestFailover", ReplicationGroupId="g", NodeGroupId="0001")
        self.assertIn("<Status>modifying</Status>", self.described())
        self.assertEqual(self.primary(), "g-001")
        verb("redis-role", replicationGroupId="g", primary="g-002")
        self.assertNotIn("modifying", self.described())
        self.assertEqual(self.primary(), "g-002")
        events = call_query(elasticache, "DescribeEvents", SourceIdentifier="g")
        self.assertIn("Failover from primary node g-001 to replica node g-002 completed", events)

    def primary(self):
        before, _role, _after = self.described().partition("<CurrentRole>primary")
        return before.rpartition("<CacheClusterId>")[2].partition("<")[0]


if __name__ == "__main__":
    unittest.main()
