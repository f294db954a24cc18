//! An item as the public reads it: how sure the county is of a clause is for its administrators.

use kernel::Item;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// For `serialize_with`: the item without its marks of certainty (待核实), wherever they stand.
///
/// # Errors
/// Those of the serializer.
pub fn item<S: Serializer>(item: &Item, to: S) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(item).map_err(serde::ser::Error::custom)?;
    strip(&mut value);
    value.serialize(to)
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|name, _| !name.ends_with("certainty"));
            object.values_mut().for_each(strip);
        }
        Value::Array(all) => all.iter_mut().for_each(strip),
        _ => {}
    }
}
