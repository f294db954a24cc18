//! PostgreSQL (being written).
use crate::engine::{Engine, Role};
use crate::tables::Shape;
use crate::{Fault, Row, Value};
pub(crate) struct Postgres;
impl Postgres {
    pub(crate) fn open(_: &str, _: &str, _: i64, _: Role) -> Result<Postgres, Fault> {
        Err(Fault::NotThis("not yet".into()))
    }
}
impl Engine for Postgres {
    fn lock(&mut self) -> Result<bool, Fault> {
        Ok(false)
    }
    fn begin(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn begin_reading(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn commit(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn rollback(&mut self) {}
    fn query(&mut self, _: &str, _: &[Value]) -> Result<Vec<Row>, Fault> {
        Ok(vec![])
    }
    fn execute(&mut self, _: &str, _: &[Value]) -> Result<u64, Fault> {
        Ok(0)
    }
    fn each(&mut self, _: &str, _: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        Ok(())
    }
    fn tables(&mut self) -> Result<Vec<String>, Fault> {
        Ok(vec![])
    }
    fn put(&mut self, _: &Shape, _: &[Vec<Value>]) -> Result<(), Fault> {
        Ok(())
    }
    fn add(&mut self, _: &Shape, _: &[Vec<Value>]) -> Result<(), Fault> {
        Ok(())
    }
    fn del(&mut self, _: &Shape, _: &[Vec<Value>]) -> Result<(), Fault> {
        Ok(())
    }
    fn lost(&self) -> bool {
        true
    }
    fn sever(&mut self) {}
    fn reconnect(&mut self) -> Result<(), Fault> {
        Ok(())
    }
    fn finish(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}
